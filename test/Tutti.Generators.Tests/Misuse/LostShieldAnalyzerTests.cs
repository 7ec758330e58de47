using Tutti.Generators.Misuse;
using Tutti.Generators.Tests.Harness;

namespace Tutti.Generators.Tests.Misuse;

public sealed class LostShieldAnalyzerTests
{
    [Theory]
    [InlineData("async Task<IDisposable> ShieldAsync() { await f; return Future.[|Shield|](T); }", "Method 'ShieldAsync'")]
    [InlineData("async Task ShieldAsync() { Future.[|Shield|](T); await f; }", "Method 'ShieldAsync'")]
    [InlineData(
        "void Do() { async Task ShieldAsync() { await f; _kept = Future.[|Shield|](T); } _ = ShieldAsync(); }", "Local function 'ShieldAsync'")]
    [InlineData("Func<Task<IDisposable>> shield = async () => { await f; return Future.[|Shield|](T); };", "This lambda")]
    public async Task Shield_ThatOutlastsItsAsyncFunction_IsReported(string member, string what) =>
        await Analysis.RunAsync(
            new LostShieldAnalyzer(),
            Lab(member),
            "TUTTI012",
            $"{what} is async and does not end its shield, which protects nothing in its caller: write 'using (Future.Shield(...))' around the "
                + "clean-up");

    [Theory]
    [InlineData("async Task<IDisposable> ShieldAsync() { IDisposable shield = Future.[|Shield|](T); await f; return shield; }")]
    [InlineData("async Task<IDisposable?> ShieldAsync() { await f; return f.IsDone ? null : Future.[|Shield|](T); }")]
    [InlineData("async Task ShieldAsync() { _ = Future.[|Shield|](2 * Tutti.Quantities.Units.s); await f; }")]
    [InlineData("async Task ShieldAsync() { await f; Kept ??= Future.[|Shield|](T); }")]
    [InlineData("async Task ShieldAsync() { IDisposable shield; await f; shield = Future.[|Shield|](T); }")]
    public async Task Shield_ThatIsNotEnded_IsReported(string member) => await Analysis.RunAsync(new LostShieldAnalyzer(), Lab(member));

    [Theory]
    [InlineData("async Task CloseAsync() { using (Future.Shield(T)) { await f; } }")]
    [InlineData("async Task CloseAsync() { using IDisposable shield = Future.Shield(T); await f; }")]
    [InlineData("async Task CloseAsync() { using (IDisposable shield = Future.Shield(T)) { await f; } }")]
    [InlineData("async Task CloseAsync() { IDisposable shield = Future.Shield(T); try { await f; } finally { shield.Dispose(); } }")]
    [InlineData("async Task CloseAsync() { IDisposable? shield = null; try { shield = Future.Shield(T); await f; } finally { shield?.Dispose(); } }")]
    [InlineData("async Task CloseAsync() { IDisposable shield = Future.Shield(T); using (shield) { await f; } }")]
    [InlineData("async Task CloseAsync() { _kept = Future.Shield(T); try { await f; } finally { _kept.Dispose(); } }")]
    [InlineData("async Task CloseAsync() { await f; Use(Future.Shield(T)); }")]
    [InlineData("async Task CloseAsync() { await f; Shield(); } void Shield() { }")]
    [InlineData("IDisposable Shield() => Future.Shield(T);")]
    [InlineData("async Task<Func<IDisposable>> ShieldAsync() { await f; return () => Future.Shield(T); }")]
    public async Task OtherShields_AreNotReported(string member) => await Analysis.RunAsync(new LostShieldAnalyzer(), Lab(member));

    [Fact]
    public async Task Statements_OfAProgramWithoutAClass_MayLeaveAShieldOpen()
    {
        const string Program = "Future.Shield(TimeSpan.Zero); await Future.Completed;";

        Assert.Empty(await Analysis.RunPlainAsync(TestCompilation.OfProgram(Program), new LostShieldAnalyzer()));
    }

    private static string Lab(string member)
    {
        return $$"""
            class Lab
            {
                static readonly TimeSpan T = TimeSpan.Zero;
                static readonly Future f = Future.Completed;
                IDisposable? _kept;
                IDisposable? Kept { get; set; }
                static void Use(IDisposable shield) => shield.Dispose();
                {{member}}
            }
            """;
    }
}
