using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Tutti.Tests.Execution.Malice;

/// <summary>What users, threads and callbacks can do to the execution core at the worst moment; nothing may hang, be lost or happen twice.</summary>
/// <remarks>Each test has a deadline, and explains what runs when it passes: see <see cref="HangGuard"/>.</remarks>
[Collection(typeof(Alone))]
public sealed partial class MaliceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Collects what is logged while it lives, and passes it on.</summary>
    private sealed class LogBook : ILogger, IDisposable
    {
        private readonly ILogger _next = Tutti.Execution.Diagnostics.Logger;
        private readonly ConcurrentQueue<Exception> _exceptions = [];

        public LogBook()
        {
            Tutti.Execution.Diagnostics.Logger = this;
        }

        public IEnumerable<Exception> Exceptions => _exceptions;

        public void Dispose() => Tutti.Execution.Diagnostics.Logger = _next;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => _next.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
            {
                _exceptions.Enqueue(exception);
            }

            _next.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
