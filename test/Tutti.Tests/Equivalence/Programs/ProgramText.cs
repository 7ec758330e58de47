using System.Globalization;
using System.Text;

namespace Tutti.Tests.Equivalence.Programs;

/// <summary>Writes a random program for people: a statement on each line, with what is inside of it further in.</summary>
internal static class ProgramText
{
    public static string Of(Body body)
    {
        var text = new StringBuilder();
        Append(text, body, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Body body, int depth)
    {
        foreach (Statement statement in body.Statements)
        {
            text.Append(' ', 2 * depth).Append(statement.GetType().Name).Append(' ');
            FormattableString details = statement switch
            {
                Note note => $"{note.Number}",
                Add add => $"{add.Number}",
                Pause pause => $"{pause.Kind}",
                Start start => $"f{start.Id} by {start.Kind}",
                Then then => $"f{then.Id} after f{then.Source} by {then.Kind}",
                Wait wait => $"f{wait.Id}{(wait.AsTask ? " as task" : string.Empty)}",
                WaitAll all => $"f{string.Join(", f", all.Ids)}",
                Settle settle => $"f{string.Join(", f", settle.Ids)}",
                Throw thrown => $"{thrown.Kind} '{thrown.Message}'",
                Try tried => $"and catch {tried.Catches}",
                Hold hold => $"d{hold.Device}",
                SetAndGet set => $"d{set.Device} {set.Value}",
                Set set => $"d{set.Device} {set.Kind}",
                _ => $"",
            };
            text.AppendLine(details.ToString(CultureInfo.InvariantCulture));
            foreach (Body inside in Inside(statement))
            {
                Append(text, inside, depth + 1);
                text.Append(' ', 2 * depth).AppendLine("end");
            }
        }
    }

    private static Body[] Inside(Statement statement) => statement switch
    {
        Start start => [start.Body],
        Then then => [then.Body],
        Try tried => [tried.Body, tried.Handler, tried.Finally],
        Hold hold => [hold.Body],
        Shielded shielded => [shielded.Body],
        _ => [],
    };
}
