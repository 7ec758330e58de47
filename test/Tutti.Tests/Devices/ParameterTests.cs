using Tutti.Conventions;
using Tutti.Devices;
using Tutti.Execution;
using Tutti.Quantities;
using Tutti.Tests.Execution;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Devices;

public sealed class ParameterTests
{
    private readonly Stage _stage = new();

    [Fact]
    public async Task SetAsync_OtherUnit_IsKeptInTheUnitOfTheParameter()
    {
        await _stage.Position.SetAsync(1500 * um);

        Assert.Equal(1.5, _stage.Position.LastKnown.Value, 12);
        Assert.Equal(1.5 * mm, await _stage.Position.GetAsync());
        Assert.Equal(["begin 1.5 mm", "end 1.5 mm"], _stage.Log);
    }

    [Fact]
    public void Value_SetAndGet_Wait()
    {
        _stage.Position.Value = 2 * mm;

        Assert.Equal(2 * mm, _stage.Position.Value);
    }

    [Fact]
    public async Task SetAsync_Refused_EachHasItsOwnExceptionInTheFutureAndNothingIsSent()
    {
        await RefusedAsync<UnitException>(_stage.Position.SetAsync(1 * V), "stage['position'] is in mm; 1 V is something else");
        await RefusedAsync<LimitException>(_stage.Position.SetAsync(11 * mm), "takes -10 mm to 10 mm; 11 mm is outside");
        await RefusedAsync<LimitException>(_stage.Position.SetAsync(double.NaN * mm), "takes a number");
        await RefusedAsync<LimitException>(_stage.Mode.SetAsync("medium"), "slow, fast; medium is none of them");
        await RefusedAsync<LimitException>(_stage.Steps.SetAsync(11), "from 1 to 10; 11 is outside");
        await RefusedAsync<ReadOnlyException>(_stage.Temperature.SetAsync(1 * K), "read-only");
        await RefusedAsync<ReadOnlyException>(_stage.Key.GetAsync(), "cannot be read");
        _stage.RefusesSets = true;
        await RefusedAsync<StateException>(_stage.Position.SetAsync(1 * mm), "disabled");
        _stage.Lock();
        await RefusedAsync<LockedException>(_stage.Position.SetAsync(1 * mm), "'stage' is locked");

        Assert.Empty(_stage.Log);
    }

    [Fact]
    public async Task SetAsync_ReadBackOutsideTolerance_Fails()
    {
        _stage.Offset = 2 * um;

        DeviceException thrown = await Assert.ThrowsAsync<DeviceException>(async () => await _stage.Position.SetAsync(1 * mm));

        Assert.Equal("stage", thrown.Device);
        Assert.Equal(1.002 * mm, _stage.Position.LastKnown);
    }

    [Fact]
    public void Lock_Permanently_CannotBeUndone()
    {
        _stage.Speed.Lock();
        _stage.Speed.Unlock();
        _stage.Speed.Lock(permanently: true);

        Assert.Throws<LockedException>(_stage.Speed.Unlock);
        Assert.True(_stage.Speed.IsLocked);
        Assert.False(_stage.Position.IsLocked);
    }

    [Fact]
    public async Task SetLimits_User_NarrowButNeverWiden()
    {
        _stage.Position.SetLimits(new Limits(0 * mm, 100 * mm));
        Assert.Equal(new Limits(0 * mm, 10 * mm), _stage.Position.Limits);
        await RefusedAsync<LimitException>(_stage.Position.SetAsync(-1 * mm), "0 mm to 10 mm");
        Assert.Throws<UnitException>(() => _stage.Position.SetLimits(new Limits(0 * V, 1 * V)));
        Assert.Throws<ArgumentException>(() => _stage.Position.SetLimits(new Limits(11 * mm, 12 * mm)));

        _stage.Position.LockLimits();

        Assert.Throws<LockedException>(() => _stage.Position.SetLimits(null));
    }

    [Fact]
    public async Task SetAsync_Cancelled_StopsTheDeviceOnceBeforeItEnds()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        _stage.Answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task;
        Future set = _stage.Position.SetAsync(1 * mm);

        await set.CancelAsync();

        Assert.True(set.IsCancelled);
        Assert.Equal(["begin 1 mm", "stop"], _stage.Log);
        _stage.Answer = Task.CompletedTask;
        await _stage.Position.SetAsync(2 * mm);
    }

    [Fact]
    public async Task SetAsync_CancelledWhileItReadsBack_StopsTheDevice()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        _stage.ReadAnswer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task;
        _stage.Patience = TimeSpan.FromMilliseconds(20);
        Future set = _stage.Position.SetAsync(1 * mm);

        CancelReport report = await set.CancelAsync();

        Assert.True(set.IsCancelled);
        Assert.Equal(StopOutcome.Unconfirmed, Assert.Single(report.Devices).Outcome);
        Assert.Equal(["begin 1 mm", "end 1 mm", "stop"], _stage.Log);
    }

    [Fact]
    public async Task GetAsync_SetMeanwhile_DoesNotHideWhatWasSet()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stage.ReadAnswer = answer.Task;
        Future<Quantity> read = _stage.Position.GetAsync();
        _stage.ReadAnswer = Task.CompletedTask;
        await _stage.Position.SetAsync(3 * mm);

        answer.SetResult();

        Assert.Equal(0 * mm, await read);
        Assert.Equal(3 * mm, _stage.Position.LastKnown);
    }

    [Fact]
    public void Value_ThreadThatCannotWait_ThrowsBeforeAnythingIsSent()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.AnyThreadCanWait);
        var pending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stage.Answer = pending.Task;

        new ForeignContext().Call(() =>
        {
            Assert.Throws<InvalidOperationException>(() => _stage.Position.Value = 1 * mm);
            Assert.Throws<InvalidOperationException>(() => _stage.Position.Value);
            _stage.Speed.Value = 1 * mm / s;
            Assert.Equal(1 * mm / s, _stage.Speed.Value);
        });

        Assert.Empty(_stage.Log);
    }

    [Fact]
    public async Task SetAsync_WrongUnitOfALockedParameter_NamesTheUnit()
    {
        _stage.Lock();

        await Assert.ThrowsAsync<UnitException>(async () => await _stage.Position.SetAsync(1 * V));
        await Assert.ThrowsAsync<LockedException>(async () => await _stage.Position.SetAsync(100 * mm));
    }

    [Fact]
    public async Task SetAsync_Twice_OneAfterTheOther()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stage.Answer = answer.Task;
        Future first = _stage.Position.SetAsync(1 * mm);
        Future second = _stage.Position.SetAsync(2 * mm);

        answer.SetResult();
        await Future.All(first, second);

        Assert.Equal(["begin 1 mm", "end 1 mm", "begin 2 mm", "end 2 mm"], _stage.Log);
    }

    [Fact]
    public void Device_Enumerated_GivesItsParametersAndFindsThemByName()
    {
        Assert.Equal(["position", "speed", "mode", "temperature", "key", "steps"], _stage.Select(parameter => parameter.Name));
        Assert.Same(_stage.Position, _stage["position"]);
        Assert.Contains("it has position, speed", Assert.Throws<KeyNotFoundException>(() => _stage["nothing"]).Message, StringComparison.Ordinal);
        Assert.Equal("stage['speed']", _stage.Speed.FullName);
    }

    [Theory]
    [InlineData("mm", "0 V", "2 V", null, "Parameter d['x'] is in mm; 0 V is something else.")]
    [InlineData("degC", "0 degC", "300 K", "0.1 degC", "The tolerance of parameter d['x'] is a difference in K; 0.1 degC is something else.")]
    [InlineData("dBm", null, null, "1 mW", "The tolerance of parameter d['x'] is a difference in dB; 1 mW is something else.")]
    [InlineData(null, null, null, "1 mm", "The tolerance of parameter d['x'] is a plain number; 1 mm is something else.")]
    [InlineData("mm", null, null, "-1 um", "The tolerance of parameter d['x'] is zero or more; -1 um is not.")]
    [InlineData("mm", null, null, "NaN mm", "The tolerance of parameter d['x'] is zero or more; NaN mm is not.")]
    public void AddQuantity_LimitsOrToleranceThatCannotBeMeant_IsRefused(
        string? unit, string? minimum, string? maximum, string? tolerance, string message)
    {
        Exception? thrown = Record.Exception(() => new Probe(
            unit is null ? null : Unit.Parse(unit),
            minimum is null ? null : new Limits(Quantity.Parse(minimum), Quantity.Parse(maximum!)),
            tolerance is null ? null : Quantity.Parse(tolerance)));

        Assert.True(thrown is UnitException or ArgumentException, $"{thrown}");
        Assert.StartsWith(message, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddQuantity_ToleranceInAnotherUnitOfTheDifference_IsTaken()
    {
        await using var heater = new Probe(Unit.Parse("degC"), new Limits(0 * K, 300 * K), 100 * mK);
        await using var motor = new Probe(mm, null, 0 * um);
    }

    [Fact]
    public void Add_NoFunction_IsRefused()
    {
        foreach (string kind in new[] { "quantity", "parameter", "selection" })
        {
            ArgumentException refusal = Assert.Throws<ArgumentException>(() => new Unfinished(kind));

            Assert.Equal("read", refusal.ParamName);
            Assert.StartsWith(
                "Parameter unfinished['value'] was given no function; it takes one to read it (read or readNow), one to set it (write), or both. "
                + "One that the driver keeps is added by AddSetting.",
                refusal.Message,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Add_NoHelp_IsRefused(string? help)
    {
        foreach (string kind in new[] { "helpless quantity", "helpless setting", "helpless count" })
        {
            ArgumentException refusal = Assert.Throws<ArgumentException>(() => new Unfinished(kind, help!));

            Assert.StartsWith(
                "Parameter unfinished['value'] was given no help; it takes a sentence that says what it means.", refusal.Message, StringComparison.Ordinal);
        }
    }

    private static async Task RefusedAsync<TException>(Future future, string message)
        where TException : Exception
    {
        Assert.True(future.IsDone, "It is refused at once.");
        TException thrown = await Assert.ThrowsAsync<TException>(async () => await future);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    private sealed class Unfinished : Device
    {
        public Unfinished(string kind, string help = "It is not finished.")
            : base("unfinished") => _ = kind switch
            {
                "quantity" => (Parameter)AddQuantity("value", mm, help),
                "parameter" => AddParameter<int>("value", help),
                "selection" => AddSelection("value", help, [1, 2]),
                "helpless quantity" => AddQuantity("value", mm, help, readNow: () => 1 * mm),
                "helpless setting" => AddSetting("value", 1 * mm, help),
                _ => AddCount("value", 1, help, 1, 2),
            };
    }

    private sealed class Probe : Device
    {
        public Probe(Unit? unit, Limits? limits, Quantity? tolerance)
            : base("d") => AddQuantity("x", unit, "What is probed.", limits: limits, tolerance: tolerance, readNow: () => new Quantity(1, unit));
    }
}
