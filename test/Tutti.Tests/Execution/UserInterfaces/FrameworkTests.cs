using Tutti.Execution;
using Tutti.Tests.Execution.UserInterfaces.Avalonia;
using Tutti.Tests.Execution.UserInterfaces.WindowsForms;
using Tutti.Tests.Execution.UserInterfaces.Wpf;

namespace Tutti.Tests.Execution.UserInterfaces;

/// <summary>Holds that the loops which the docs show for three frameworks do what is asked of them, on stand-ins of the same shape.</summary>
public sealed class FrameworkTests
{
    public static TheoryData<string> Frameworks => ["WPF", "Windows Forms", "Avalonia"];

    [Theory]
    [MemberData(nameof(Frameworks))]
    public async Task Join_OnItsThread_HandlesMessagesMeanwhile(string framework)
    {
        using UiThread thread = StartThread(framework);
        using IDisposable registration = Register(framework, new Form());
        var signal = new Future("signal");
        List<string> order = [];

        await thread.InvokeAsync(() =>
        {
            thread.Post(() => order.Add("message"));
            thread.Post(signal.End);
            signal.Join();
            order.Add("joined");
        }).WaitAsync(HangGuard.Limit, TestContext.Current.CancellationToken);

        Assert.Equal(["message", "joined"], order);
    }

    [Theory]
    [MemberData(nameof(Frameworks))]
    public async Task Join_EndedByAnotherThread_Returns(string framework)
    {
        using UiThread thread = StartThread(framework);
        using IDisposable registration = Register(framework, new Form());
        var signal = new Future<int>("signal");

        Task<int> result = thread.InvokeAsync(() => signal.Result);
        await thread.InvokeAsync(() => { }).WaitAsync(HangGuard.Limit, TestContext.Current.CancellationToken); // handled within the wait
        signal.EndWith(7);

        Assert.Equal(7, await result.WaitAsync(HangGuard.Limit, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Frameworks))]
    public async Task Join_ProgramEndsMeanwhile_ThrowsAndLetsItEnd(string framework)
    {
        using UiThread thread = StartThread(framework);
        using IDisposable registration = Register(framework, new Form());
        var never = new Future("never");

        Task wait = thread.InvokeAsync(() => never.Join());
        thread.Shutdown();

        InvalidOperationException refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => wait.WaitAsync(HangGuard.Limit, TestContext.Current.CancellationToken));
        Assert.Contains("'never'", refusal.Message, StringComparison.Ordinal);
        Assert.False(never.IsDone);
    }

    private static UiThread StartThread(string framework) => new(thread => framework switch
    {
        "WPF" => new DispatcherSynchronizationContext(thread),
        "Windows Forms" => new WindowsFormsSynchronizationContext(thread),
        _ => new AvaloniaSynchronizationContext(thread),
    });

    private static IDisposable Register(string framework, Form mainForm) => framework switch
    {
        "WPF" => RegisterWpf(),
        "Windows Forms" => EventLoop.Register<WindowsFormsSynchronizationContext>(new WindowsFormsLoop(mainForm)),
        _ => EventLoop.Register<AvaloniaSynchronizationContext>(new AvaloniaLoop()),
    };

    private static IDisposable RegisterWpf() =>
        EventLoop.Register<DispatcherSynchronizationContext>(new WpfLoop());
}
