using System.Text;

namespace Tutti.Cli.Tests.Support;

/// <summary>Keeps what is written, and tells when a line with a certain word has come.</summary>
internal sealed class LineWaitingWriter : TextWriter
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Word, TaskCompletionSource<string> Found)> _waiting = [];

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Waits for a line.</summary>
    /// <param name="word">What is in it.</param>
    /// <returns>All that was written so far.</returns>
    public Task<string> WaitForAsync(string word)
    {
        TaskCompletionSource<string> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add((word, found));
            Look();
        }

        return found.Task;
    }

    public override void Write(char value)
    {
        lock (_lock)
        {
            _text.Append(value);
            if (value == '\n')
            {
                Look();
            }
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return _text.ToString();
        }
    }

    private void Look()
    {
        string text = _text.ToString();
        foreach ((string word, TaskCompletionSource<string> found) in _waiting)
        {
            if (text.Contains(word, StringComparison.Ordinal))
            {
                found.TrySetResult(text);
            }
        }
    }
}
