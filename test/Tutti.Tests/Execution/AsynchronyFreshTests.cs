using System.Reflection;
using System.Runtime.Loader;
using Tutti.Conventions;
using Tutti.Execution;

namespace Tutti.Tests.Execution;

/// <summary>When asynchrony can still be switched off; each test has a Tutti of its own, in which nothing was started yet.</summary>
public sealed class AsynchronyFreshTests
{
    [Theory]
    [InlineData(nameof(Future.Then))]
    [InlineData(nameof(Future.All))]
    public void Disable_AfterAFutureThatNobodyRan_Throws(string call)
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        Assembly tutti = LoadFresh();
        Type future = tutti.GetType(typeof(Future).FullName!, throwOnError: true)!;
        object completed = future.GetProperty(nameof(Future.Completed))!.GetValue(null)!;
        if (call == nameof(Future.Then))
        {
            future.GetMethod(call, [typeof(Action)])!.Invoke(completed, [() => { }]);
        }
        else
        {
            Type several = typeof(IEnumerable<>).MakeGenericType(future);
            future.GetMethod(call, [several, typeof(bool)])!.Invoke(null, [Array.CreateInstance(future, 0), false]);
        }

        TargetInvocationException thrown = Assert.Throws<TargetInvocationException>(() => Disable(tutti));

        Assert.IsType<InvalidOperationException>(thrown.InnerException);
    }

    [Fact]
    public void Disable_AfterNothingButFinishedFutures_Succeeds()
    {
        Assembly tutti = LoadFresh();
        Type future = tutti.GetType(typeof(Future).FullName!, throwOnError: true)!;
        Assert.NotNull(future.GetProperty(nameof(Future.Completed))!.GetValue(null));
        Assert.NotNull(future.GetMethod(nameof(Future.FromResult))!.MakeGenericMethod(typeof(int)).Invoke(null, [1]));
        Assert.NotNull(future.GetMethod(nameof(Future.FromException), 0, [typeof(Exception)])!.Invoke(null, [new FormatException()]));

        Disable(tutti);

        PropertyInfo isDisabled = tutti.GetType(typeof(Asynchrony).FullName!)!.GetProperty(nameof(Asynchrony.IsDisabled))!; // the switch itself
        Assert.Equal(true, isDisabled.GetValue(null));
    }

    [Fact]
    public void Disable_OnALoopBeforeAnythingIsStarted_HoldsForWhatFollows()
    {
        Assembly tutti = LoadFresh();
        int thread = 0;
        async Task ProgramAsync()
        {
            await Task.Yield();
            Disable(tutti);
            Type future = tutti.GetType(typeof(Future).FullName!, throwOnError: true)!;
            MethodInfo run = future.GetMethod(nameof(Future.Run), [typeof(Action), typeof(CancellationToken), typeof(string)])!;
            run.Invoke(null, [void () => thread = Environment.CurrentManagedThreadId, TestContext.Current.CancellationToken, "inline"]);
        }

        tutti.GetType(typeof(EventLoop).FullName!)!.GetMethod(nameof(EventLoop.Run), [typeof(Func<Task>)])!.Invoke(null, [(Func<Task>)ProgramAsync]);

        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    private static Assembly LoadFresh() =>
        new AssemblyLoadContext("fresh", isCollectible: true).LoadFromAssemblyPath(typeof(Future).Assembly.Location);

    private static void Disable(Assembly tutti) =>
        tutti.GetType(typeof(Asynchrony).FullName!, throwOnError: true)!.GetMethod(nameof(Asynchrony.Disable))!.Invoke(null, null);
}
