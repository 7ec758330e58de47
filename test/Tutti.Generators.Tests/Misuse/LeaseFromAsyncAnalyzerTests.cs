using Tutti.Generators.Misuse;
using Tutti.Generators.Tests.Harness;

namespace Tutti.Generators.Tests.Misuse;

public sealed class LeaseFromAsyncAnalyzerTests
{
    [Theory]
    [InlineData("async Task<Lease> [|TakeAsync|](Device d) => await Exclusive.AcquireAsync(d);", "Method 'TakeAsync' is async and returns")]
    [InlineData(
        "async ValueTask<Lease> [|TakeAsync|](Device d) { return await Exclusive.AcquireAsync(d); }", "Method 'TakeAsync' is async and returns")]
    [InlineData("async Task<Lease?> [|TakeAsync|](Device d) { await Task.Yield(); return null; }", "Method 'TakeAsync' is async and returns")]
    [InlineData(
        "void Do(Device d) { async Task<Lease> [|TakeAsync|]() => await Exclusive.AcquireAsync(d); _ = TakeAsync(); }",
        "Local function 'TakeAsync' is async and returns")]
    [InlineData("Func<Device, Task<Lease>> take = [|async|] d => await Exclusive.AcquireAsync(d);", "This lambda is async and returns")]
    [InlineData("async Task OpenAsync(Device d) { [|_kept|] = await Exclusive.AcquireAsync(d); }", "Method 'OpenAsync' is async and keeps")]
    [InlineData(
        "Func<Device, Lab, Task> open = async (d, lab) => [|lab._kept|] = await Exclusive.AcquireAsync(d);", "This lambda is async and keeps")]
    public async Task Lease_FromAnAsyncFunction_IsReported(string member, string what)
    {
        await Analysis.RunAsync(
            new LeaseFromAsyncAnalyzer(),
            Lab(member),
            "TUTTI005",
            $"{what} a lease, which its caller then does not hold: return the value task of AcquireAsync without awaiting it, or let the caller "
                + "call Adopt()");
    }

    [Theory]
    [InlineData("async Task<(Lease, int)> [|TakeAsync|](Device d) => (await Exclusive.AcquireAsync(d), 1);")]
    [InlineData("async Task<(int Count, (Lease? Lease, int Other) Pair)> [|TakeAsync|](Device d) => (1, (await Exclusive.AcquireAsync(d), 2));")]
    [InlineData("async Task<Lease[]> [|TakeAsync|](Device d) => [await Exclusive.AcquireAsync(d)];")]
    [InlineData("async Task<List<Lease>> [|TakeAsync|](Device d) => [await Exclusive.AcquireAsync(d)];")]
    [InlineData("async IAsyncEnumerable<Lease> [|TakeAsync|](Device d) { yield return await Exclusive.AcquireAsync(d); }")]
    [InlineData("async Task OpenAsync(Device d) { await Task.Yield(); [|_kept|] = Exclusive.Acquire(d); }")]
    [InlineData("async Task OpenAsync(Device d) { [|_kept|] ??= await Exclusive.AcquireAsync(d).ConfigureAwait(true); }")]
    [InlineData("async Task OpenAsync(Device d) { [|Kept|] = await Exclusive.AcquireAsync(d); Kept = null; }")]
    [InlineData("async Task OpenAsync(Device d) { [|_any|] = await Exclusive.AcquireAsync(d); }")]
    [InlineData("async Task OpenAsync(Device d) { [|_kept|] = await Exclusive.AcquireAsync(d); Kept?.Dispose(); }")]
    public async Task Lease_ThatLeavesAnAsyncFunctionAnyhow_IsReported(string member) =>
        await Analysis.RunAsync(new LeaseFromAsyncAnalyzer(), Lab(member));

    [Theory]
    [InlineData("ValueTask<Lease> TakeAsync(Device d) => Exclusive.AcquireAsync(d);")]
    [InlineData("Lease Take(Device d) => Exclusive.Acquire(d);")]
    [InlineData("async Task UseAsync(Device d) { using Lease lease = await Exclusive.AcquireAsync(d); }")]
    [InlineData("async Task<int> CountAsync(Device d) { using (await Exclusive.AcquireAsync(d)) { return 1; } }")]
    [InlineData("Func<Device, ValueTask<Lease>> take = d => Exclusive.AcquireAsync(d);")]
    [InlineData("async Task<Func<Lease>> TakerAsync(Device d) { await Task.Yield(); return () => Exclusive.Acquire(d); }")]
    [InlineData("void Open(Device d) { _kept = Exclusive.Acquire(d); Kept = Exclusive.Acquire(d); }")]
    [InlineData("async Task UseAsync(Device d) { _kept = await Exclusive.AcquireAsync(d); try { } finally { _kept?.Dispose(); } }")]
    [InlineData("async Task UseAsync(Device d) { Kept = await Exclusive.AcquireAsync(d); try { } finally { Kept?.Dispose(); } }")]
    [InlineData("async Task UseAsync(Device d) { _kept = await Exclusive.AcquireAsync(d); using (_kept) { } }")]
    [InlineData("async Task KeepAsync(Lease lease) { await Task.Yield(); _kept = lease; Kept = null; }")]
    public async Task OtherFunctions_AreNotReported(string member) => await Analysis.RunAsync(new LeaseFromAsyncAnalyzer(), Lab(member));

    [Fact]
    public async Task Statements_OfAProgramWithoutAClass_MayKeepALease()
    {
        const string Program =
            """
            Tutti.Devices.Device d = null!;
            Lab.Kept = await Tutti.Exclusion.Exclusive.AcquireAsync(d);
            class Lab { public static IDisposable? Kept; }
            """;

        Assert.Empty(await Analysis.RunPlainAsync(TestCompilation.OfProgram(Program), new LeaseFromAsyncAnalyzer()));
    }

    private static string Lab(string member)
    {
        return $$"""
            using Tutti.Devices;
            using Tutti.Exclusion;

            class Lab
            {
                Lease? _kept;
                IDisposable? _any;
                Lease? Kept { get; set; }
                {{member}}
            }
            """;
    }
}
