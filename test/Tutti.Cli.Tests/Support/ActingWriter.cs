namespace Tutti.Cli.Tests.Support;

/// <summary>Keeps what is written, and does something as soon as a certain text has come.</summary>
internal sealed class ActingWriter : StringWriter
{
    private readonly string _text;
    private readonly Action _act;

    public ActingWriter(string text, Action act)
    {
        _text = text;
        _act = act;
    }

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.Contains(_text, StringComparison.Ordinal) == true)
        {
            _act();
        }
    }
}
