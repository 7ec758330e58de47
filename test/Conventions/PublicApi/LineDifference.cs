namespace Tutti.Conventions.PublicApi;

/// <summary>Finds the lines that were taken out of and put into a listing, each under the head of the type it belongs to.</summary>
internal static class LineDifference
{
    public static IEnumerable<string> Between(string[] before, string[] after)
    {
        int[,] common = CommonLengths(before, after);
        int old = 0;
        int now = 0;
        string head = "";
        string shown = "";
        while (old < before.Length || now < after.Length)
        {
            string line;
            if (old < before.Length && now < after.Length && before[old] == after[now])
            {
                head = IsMember(before[old]) ? head : before[old];
                old++;
                now++;
                continue;
            }

            bool isTakenOut = now == after.Length || (old < before.Length && common[old + 1, now] >= common[old, now + 1]);
            line = isTakenOut ? before[old++] : after[now++];
            if (IsMember(line) && head != shown)
            {
                shown = head;
                yield return "  " + head;
            }

            head = IsMember(line) ? head : shown = line;
            yield return (isTakenOut ? "- " : "+ ") + line;
        }
    }

    private static bool IsMember(string line) => line.StartsWith(' ');

    /// <summary>Counts, for each pair of positions, the lines that the two listings have in common from there on.</summary>
    private static int[,] CommonLengths(string[] before, string[] after)
    {
        int[,] lengths = new int[before.Length + 1, after.Length + 1];
        for (int old = before.Length - 1; old >= 0; old--)
        {
            for (int now = after.Length - 1; now >= 0; now--)
            {
                lengths[old, now] = before[old] == after[now]
                    ? lengths[old + 1, now + 1] + 1
                    : Math.Max(lengths[old + 1, now], lengths[old, now + 1]);
            }
        }

        return lengths;
    }
}
