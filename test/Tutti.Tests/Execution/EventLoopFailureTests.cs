using Tutti.Execution;

namespace Tutti.Tests.Execution;

public sealed class EventLoopFailureTests
{
    [Fact]
    public void UnhandledException_WorkThrows_IsRaisedAndTheLoopGoesOn()
    {
        var failure = new InvalidTimeZoneException();
        List<Exception> raised = [];
        bool hasGoneOn = false;

        using (Subscription.To(raised))
        {
            EventLoop.Run(async () =>
            {
                EventLoop.Current!.Post(_ => throw failure, null);
                await Task.Yield();
                hasGoneOn = true;
            });
        }

        Assert.True(hasGoneOn);
        Assert.Contains(failure, raised);
    }

    [Fact]
    public void UnhandledException_AsyncVoidThrows_IsRaised()
    {
        var failure = new InvalidTimeZoneException();
        List<Exception> raised = [];

        using (Subscription.To(raised))
        {
            EventLoop.Run(async () =>
            {
                EventLoop.Current!.Post(Throw, null);
                await Task.Yield();
                await Task.Yield();
                await Task.Yield();
            });
        }

        Assert.Contains(failure, raised);

#pragma warning disable VSTHRD100 // An async void is what is tested.
        async void Throw(object? state)
#pragma warning restore VSTHRD100
        {
            await Task.Yield();
            throw failure;
        }
    }

    [Fact]
    public void UnhandledException_InsideANestedWait_DoesNotEndIt()
    {
        var failure = new InvalidTimeZoneException();
        List<Exception> raised = [];

        using (Subscription.To(raised))
        {
            EventLoop.Run(() =>
            {
                EventLoop loop = EventLoop.Current!;
                bool isDone = false;
                loop.Post(_ => throw failure, null);
                loop.Post(_ => isDone = true, null);
                loop.RunUntil(_ => isDone, loop);
                return Task.CompletedTask;
            });
        }

        Assert.Contains(failure, raised);
    }

    [Fact]
    public void UnhandledException_NoSubscriberOrOneThatThrows_IsHeardElsewhere()
    {
        var failure = new InvalidTimeZoneException();
        var second = new InvalidDataException();
        List<Exception> heard = [];
        void Throw(object? sender, EventLoopExceptionEventArgs e)
        {
            throw second;
        }

        EventLoop.UnheardException = heard.Add;
        EventLoop.Run(async () =>
        {
            EventLoop.Current!.Post(_ => throw failure, null);
            await Task.Yield();
            EventLoop.UnhandledException += Throw;
            EventLoop.Current!.Post(_ => throw failure, null);
            await Task.Yield();
            EventLoop.UnhandledException -= Throw;
        });
        EventLoop.UnheardException = null;

        Assert.Same(failure, heard[0]);
        Assert.Equal([failure, second], Assert.IsType<AggregateException>(heard[1]).InnerExceptions);
    }

    private sealed class Subscription : IDisposable
    {
        private readonly EventHandler<EventLoopExceptionEventArgs> _handler;

        private Subscription(EventHandler<EventLoopExceptionEventArgs> handler)
        {
            _handler = handler;
            EventLoop.UnhandledException += handler;
        }

        public static Subscription To(List<Exception> raised)
        {
            return new Subscription((_, e) =>
            {
                lock (raised)
                {
                    raised.Add(e.Exception);
                }
            });
        }

        public void Dispose() => EventLoop.UnhandledException -= _handler;
    }
}
