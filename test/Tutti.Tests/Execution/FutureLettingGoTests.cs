using System.Runtime.CompilerServices;
using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Tests.Execution;

/// <summary>Many short waits for something that lasts for days leave nothing there.</summary>
public sealed class FutureLettingGoTests
{
    private const int Rounds = 1000;

    [Theory]
    [InlineData(Kind.Any)]
    [InlineData(Kind.AnyThatCancelsTheRest)]
    [InlineData(Kind.Then)]
    [InlineData(Kind.ThenReturningAFuture)]
    [InlineData(Kind.SignalWait)]
    public void Wait_OutlivedByItsTarget_LeavesNothingThere(Kind kind)
    {
        var lasting = new Future("lasting");
        WeakReference wait = WaitOften(kind, lasting);

        Assert.Equal(1, lasting.CountContinuations()); // the last one, empty
        Assert.True(Garbage.CollectUntil(() => !wait.IsAlive));
        lasting.End();
    }

    [Fact]
    public void Wait_EndsBesideOthersThatLast_LeavesThoseAlone()
    {
        var lasting = new Future("lasting");
        List<Future> kept = [];
        List<Future> ended = [];
        var random = new Random(5);
        for (int i = 0; i < Rounds; i++)
        {
            Future wait = lasting.Then(static () => { });
            kept.Add(wait);
            if (random.Next(3) > 0)
            {
                int index = random.Next(kept.Count);
                kept[index].Cancel();
                ended.Add(kept[index]);
                kept.RemoveAt(index);
            }
        }

        lasting.End();

        Assert.All(kept, static wait => wait.Join());
        Assert.All(ended, static wait => Assert.True(wait.IsCancelled));
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // lest the frame keep it
    private static WeakReference WaitOften(Kind kind, Future lasting)
    {
        Future? wait = null;
        for (int i = 0; i < Rounds; i++)
        {
            wait = Start(kind, lasting);
            Assert.True(wait.IsDone);
        }

        return new WeakReference(wait);
    }

    private static Future Start(Kind kind, Future lasting)
    {
        switch (kind)
        {
            case Kind.Any:
                return Future.Any(lasting, Future.Completed);
            case Kind.AnyThatCancelsTheRest:
                var brief = new Future("brief");
                Future any = Future.Any([brief, new Future("rest"), lasting.Then(static () => { })], cancelRest: true);
                brief.End();
                return any;
            case Kind.SignalWait:
                return Cancelled(SignalWait.For(lasting, CancellationToken.None));
            case Kind.ThenReturningAFuture:
                var inner = new Future("inner");
                return Cancelled(lasting.Then(() => inner));
            default:
                return Cancelled(lasting.Then(static () => { }));
        }
    }

    private static Future Cancelled(Future wait)
    {
        wait.Cancel();
        return wait;
    }

    /// <summary>Ways to wait.</summary>
    public enum Kind
    {
        Any,
        AnyThatCancelsTheRest,
        Then,
        ThenReturningAFuture,
        SignalWait,
    }
}
