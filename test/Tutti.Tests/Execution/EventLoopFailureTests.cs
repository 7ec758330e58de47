using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tutti.Execution;
using Tutti.Execution.Internal;

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

#pragma warning disable VSTHRD100, TUTTI004 // An async void is what is tested.
        async void Throw(object? state)
#pragma warning restore VSTHRD100, TUTTI004
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
    public void UnhandledException_NoSubscriberOrOneThatThrows_IsLogged()
    {
        var failure = new InvalidTimeZoneException();
        var second = new InvalidDataException();
        var logger = new Logger(Diagnostics.Logger);
        void Throw(object? sender, EventLoopExceptionEventArgs e)
        {
            throw second;
        }

        Diagnostics.Logger = logger;
        EventLoop.Run(async () =>
        {
            EventLoop.Current!.Post(_ => throw failure, null);
            await Task.Yield();
            EventLoop.UnhandledException += Throw;
            EventLoop.Current!.Post(_ => throw failure, null);
            await Task.Yield();
            EventLoop.UnhandledException -= Throw;
        });
        Diagnostics.Logger = logger.Next;

        Assert.Contains(failure, logger.Exceptions);
        Assert.Contains(
            logger.Exceptions, exception => exception is AggregateException both && both.InnerExceptions.SequenceEqual([failure, second]));
    }

    [Fact]
    public void UnhandledException_TimerCallbackThrows_IsRaisedAndLoopAndClockGoOn()
    {
        var failure = new InvalidTimeZoneException();
        List<Exception> raised = [];
        using (Subscription.To(raised))
        {
            EventLoop.Run(() =>
            {
                EventLoop loop = EventLoop.Current!;
                bool isDone = false;
                EventLoopTimer.Start(0, _ => throw failure, null);
                EventLoopTimer.Start(0, _ => isDone = true, null);
                loop.RunUntil(_ => isDone, loop);
                return Task.CompletedTask;
            });
            using var called = new ManualResetEventSlim();
            EventLoopTimer.Start(0, _ => throw failure, null);
            EventLoopTimer.Start(0, _ => called.Set(), null);
            called.Wait(TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, raised.Count(exception => exception == failure));
    }

    [Fact]
    public void ReportUnobserved_LoggerThatThrows_DoesNotEndTheProcess()
    {
        ILogger before = Diagnostics.Logger;
        Diagnostics.Logger = new ThrowingLogger();
        try
        {
            Log.CallbackFailed(new InvalidDataException(), "a callback");
            Future.ReportUnobserved("a future", new InvalidDataException());
        }
        finally
        {
            Diagnostics.Logger = before;
        }
    }

    private sealed class ThrowingLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) => throw new IOException("The disk is full.");
    }

    private sealed class Logger(ILogger next) : ILogger
    {
        private readonly ConcurrentQueue<Exception> _exceptions = [];

        public ILogger Next => next;

        public IEnumerable<Exception> Exceptions => _exceptions;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => next.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
            {
                _exceptions.Enqueue(exception);
            }

            next.Log(logLevel, eventId, state, exception, formatter);
        }
    }

    [Fact]
    public async Task UnhandledException_TimerCallbackThrows_IsRaisedAndTheTimerGoesOn()
    {
        var failure = new InvalidTimeZoneException();
        List<Exception> raised = [];
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int calls = 0;
        using (Subscription.To(raised))
        {
            TimeSpan period = TimeSpan.FromMilliseconds(1);
            await using ITimer timer = Clock.Current.CreateTimer(
                _ =>
                {
                    if (++calls > 1)
                    {
                        called.TrySetResult();
                    }

                    throw failure;
                },
                null,
                period,
                period);
            await called.Task.WaitAsync(TestContext.Current.CancellationToken);
        }

        lock (raised)
        {
            Assert.Contains(failure, raised);
        }
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
