namespace Tutti.Conventions.PublicApi;

/// <summary>Compares what the tested assembly offers with what was recorded, so that no change of it goes unseen.</summary>
public sealed class PublicApiTests
{
    private const string AcceptVariable = "TUTTI_ACCEPT_API";

    private static readonly string Record = Path.Combine(Subject.TestProjectDirectory, "PublicApi.txt");

    [Fact]
    public void PublicApi_OfTheTestedAssembly_IsTheRecordedOne()
    {
        string[] actual = ApiListing.Of(Subject.Assembly);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            Accept(actual);
        }

        string[] recorded = File.Exists(Record) ? File.ReadAllLines(Record) : [];

        string[] difference = [.. LineDifference.Between(recorded, actual)];
        string project = Path.GetRelativePath(Subject.RepositoryDirectory, Subject.TestProjectDirectory);
        Assert.True(
            difference.Length == 0,
            $"""
            The public API of {Subject.Assembly.GetName().Name} is not the recorded one:

            {string.Join(Environment.NewLine, difference)}

            If the change is meant, record it and look at it in the commit:
            {AcceptVariable}=1 dotnet test --project {project} --filter-class {GetType().FullName}
            """);
    }

    [Fact]
    public void Listing_OfAType_ReadsLikeCSharp()
    {
        const string Find = "    public abstract Task<TOther?> FindAsync<TOther>"
            + "(ref int start, out string? found, CancellationToken cancellationToken = default) where TOther : struct";
        string[] expected =
        [
            "public abstract class PublicApiSample<T> : IProgress<PublicApiSample<T>> where T : class, IDisposable, new()",
            "    public const double Half = 0.5",
            "    protected PublicApiSample(T? first = null)",
            "    public int this[int index, DayOfWeek day = DayOfWeek.Monday] { get; }",
            "    public required string Label { get; init; }",
            "    protected virtual IReadOnlyList<string?>? Names { get; }",
            "    public event EventHandler? Changed",
            Find,
            "    [Obsolete(error)] public void Old(params ReadOnlySpan<int> numbers)",
            "    public void Report(PublicApiSample<T>? value)",
            "    public override string ToString()",
            "    public static double operator +(PublicApiSample<T> left, double right)",
        ];

        Assert.Equal(expected, ApiListing.Of(typeof(PublicApiSample<>)));
    }

    [Fact]
    public void Difference_OfListings_ShowsWhatChangedUnderItsType()
    {
        string[] before = ["namespace A", "", "public class B", "    int one", "    int two", "public class C", "    int three"];
        string[] after = ["namespace A", "", "public class B", "    int one", "    int 2", "public class C", "    int three", "    int 4"];
        string[] expected = ["  public class B", "-     int two", "+     int 2", "  public class C", "+     int 4"];

        Assert.Equal(expected, LineDifference.Between(before, after));
        Assert.Empty(LineDifference.Between(before, before));
    }

    /// <summary>Writes the record; what offers nothing to others, as the tool does, has none.</summary>
    private static void Accept(string[] listing)
    {
        File.Delete(Record);
        if (listing.Length > 0)
        {
            File.WriteAllText(Record, string.Concat(listing.Select(line => line + "\n")));
        }
    }
}
