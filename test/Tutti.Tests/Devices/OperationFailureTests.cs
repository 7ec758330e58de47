using System.Collections;
using Tutti.Devices;
using Tutti.Execution;

namespace Tutti.Tests.Devices;

/// <summary>What a driver throws arrives as it is, and knows of which operation it comes.</summary>
public sealed class OperationFailureTests
{
    private const string Key = "Tutti.Operation";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exception_OfAParameter_SaysWhichOne(bool isLater)
    {
        var failure = new IOException("refused");
        await using var device = new Failing(isLater, () => failure);

        await ThrowsAsync("get device['value']", failure, device.Value.GetAsync(Cancellation));
        failure = new IOException("refused");
        await ThrowsAsync("set device['value']", failure, device.Value.SetAsync(1, Cancellation));
        failure = new IOException("refused");
        await ThrowsAsync("get device['value']", failure, device.Value.GetObjectAsync(Cancellation));
        failure = new IOException("refused");
        await ThrowsAsync("get device['now']", failure, device.Now.GetAsync(Cancellation));
        failure = new IOException("refused");
        await ThrowsAsync("device: home", failure, device.HomeAsync());
    }

    [Fact]
    public async Task Exception_OfAParameterWithinOthers_SaysTheInnermost()
    {
        var failure = new IOException("refused");
        await using var device = new Failing(isLater: true, () => failure);

        await ThrowsAsync("get device['value']", failure, Future.Start(device.ReadTwiceAsync, Cancellation));
    }

    [Fact]
    public async Task Exception_CancelThatNobodyAskedFor_SaysWhichParameter()
    {
        var failure = new TaskCanceledException("late", new TimeoutException());
        await using var device = new Failing(isLater: true, () => failure);

        await ThrowsAsync("get device['value']", failure, device.Value.GetAsync(Cancellation));
    }

    [Fact]
    public async Task Exception_ThatTakesNoNote_ArrivesAllTheSame()
    {
        var failure = new NotelessException();
        await using var device = new Failing(isLater: false, () => failure);

        Assert.Same(failure, await Record.ExceptionAsync(async () => await device.Value.GetAsync(Cancellation)));
    }

    [Fact]
    public async Task Exception_OfPlainWork_IsLeftAsItIs()
    {
        var failure = new IOException("refused");

        Assert.Same(failure, await Record.ExceptionAsync(async () => await Future.Run(void () => throw failure, Cancellation)));
        Assert.Empty(failure.Data);
    }

    private static async Task ThrowsAsync(string operation, Exception failure, Future future)
    {
        Assert.Same(failure, await Record.ExceptionAsync(async () => await future));
        Assert.Equal(operation, failure.Data[Key]);
    }

    private sealed class Failing : Device
    {
        private readonly bool _isLater;
        private readonly Func<Exception> _failure;

        public Failing(bool isLater, Func<Exception> failure)
            : base("device")
        {
            _isLater = isLater;
            _failure = failure;
            Value = AddParameter("value", "Cannot be reached.", read: ReadAsync, write: async (int value, CancellationToken token) => await ReadAsync(token));
            Now = AddParameter("now", "Cannot be known.", readNow: int () => throw failure());
            Twice = AddParameter("twice", "Twice the value.", read: async token => 2 * await Value.GetAsync(token));
        }

        public Parameter<int> Value { get; }

        public Parameter<int> Now { get; }

        public Parameter<int> Twice { get; }

        public Future HomeAsync() => CommandAsync("home", async token => await ReadAsync(token));

        public async Task ReadTwiceAsync(CancellationToken cancellationToken) => await Twice.GetAsync(cancellationToken);

        private async ValueTask<int> ReadLaterAsync()
        {
            await Task.Yield();
            throw _failure();
        }

        private ValueTask<int> ReadAsync(CancellationToken cancellationToken) => _isLater ? ReadLaterAsync() : throw _failure();
    }

    private sealed class NotelessException : Exception
    {
        public override IDictionary Data => throw new NotSupportedException();
    }
}
