using System.Globalization;
using Tutti.Execution;

namespace Tutti.Equivalence;

/// <summary>Is what a scenario writes down: values, exceptions and the order of events, a line each.</summary>
/// <remarks>Thread safe. Fixed in a scenario is only the order that the text of the program fixes.</remarks>
internal sealed class Transcript
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];

    /// <summary>Writes a line.</summary>
    public void Add(string line)
    {
        lock (_lock)
        {
            _lines.Add(line);
        }
    }

    /// <summary>Writes a named value.</summary>
    public void Add(string name, object? value) => Add($"{name}: {Describe(value)}");

    /// <summary>Joins a future and writes what it ended with.</summary>
    public void Outcome(string name, Future future) => Try(name, void () => future.Join());

    /// <inheritdoc cref="Outcome(string, Future)"/>
    public void Outcome<T>(string name, Future<T> future) => Try(name, () => future.Result);

    /// <summary>Awaits a future and writes what it ended with.</summary>
    public async Task OutcomeAsync(string name, Future future) => await TryAsync(name, async () => await future);

    /// <inheritdoc cref="OutcomeAsync(string, Future)"/>
    public async Task OutcomeAsync<T>(string name, Future<T> future) => await TryAsync(name, async () => await future);

    /// <summary>Calls an action and writes what it threw, if anything.</summary>
    public void Try(string name, Action action)
    {
        try
        {
            action();
            Add(name, "done");
        }
#pragma warning disable CA1031 // Whatever it is is written down and compared.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            Add(name, ex);
        }
    }

    /// <summary>Calls a function and writes its value or what it threw.</summary>
    public void Try<T>(string name, Func<T> function)
    {
        try
        {
            Add(name, function());
        }
#pragma warning disable CA1031 // Whatever it is is written down and compared.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            Add(name, ex);
        }
    }

    /// <inheritdoc cref="Try(string, Action)"/>
    public async Task TryAsync(string name, Func<Task> action)
    {
        try
        {
            await action();
            Add(name, "done");
        }
#pragma warning disable CA1031 // Whatever it is is written down and compared.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            Add(name, ex);
        }
    }

    /// <inheritdoc cref="Try{T}(string, Func{T})"/>
    public async Task TryAsync<T>(string name, Func<Task<T>> function)
    {
        try
        {
            Add(name, await function());
        }
#pragma warning disable CA1031 // Whatever it is is written down and compared.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            Add(name, ex);
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        lock (_lock)
        {
            return string.Join('\n', _lines);
        }
    }

    private static string Describe(object? value) => value switch
    {
        null => "null",
        Exception exception => $"{exception.GetType().Name}: {exception.Message.Split('\n')[0].Trim()}",
        string text => text,
        System.Collections.IEnumerable values => $"[{string.Join(", ", values.Cast<object?>().Select(Describe))}]",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}
