using Tutti.Generators.Misuse;
using Tutti.Generators.Tests.Harness;

namespace Tutti.Generators.Tests.Misuse;

public sealed class LostLeaseAnalyzerTests
{
    [Theory]
    [InlineData("void Do(Device d) { Exclusive.[|Acquire|](d); }", "Exclusive.Acquire", "using (Exclusive.Acquire(...))")]
    [InlineData("async Task DoAsync(Device d) { await Exclusive.[|AcquireAsync|](d); }", "Exclusive.AcquireAsync", "using (await Exclusive.AcquireAsync(...))")]
    public async Task Lease_ThatNobodyReturns_IsReported(string member, string name, string instead) =>
        await Analysis.RunAsync(
            new LostLeaseAnalyzer(),
            Lab(member),
            "TUTTI011",
            $"The lease of '{name}' is not returned on every path, and then nobody else can use the device: write '{instead}'");

    [Theory]
    [InlineData("void Do(Device d) { _ = Exclusive.[|Acquire|](d, d); }")]
    [InlineData("void Do(Device d) { Lease lease = Exclusive.[|Acquire|](d); }")]
    [InlineData("void Do(Device d) { Action take = () => Exclusive.[|Acquire|](d); }")]
    [InlineData("void Do(Device d) { bool isHeld = Exclusive.[|Acquire|](d).IsHeld; }")]
    [InlineData("void Do(Device d) { Lease? lease; lease = Exclusive.[|Acquire|]([d], TimeSpan.Zero); if (lease != null) { d.Lock(); } }")]
    [InlineData("void Do(Device d) { Lease lease = d.IsLocked ? Exclusive.[|Acquire|](d) : Exclusive.[|Acquire|](d, d); }")]
    [InlineData("void Do(Device d) { Lease? lease = Exclusive.[|Acquire|](d); if (lease is { } held) { held.Dispose(); } }")]
    [InlineData("async Task DoAsync(Device d) { Exclusive.[|AcquireAsync|](d); await Task.Yield(); }")]
    [InlineData("async Task DoAsync(Device d) { Lease lease = await Exclusive.[|AcquireAsync|](d).ConfigureAwait(false); }")]
    [InlineData("async Task DoAsync(Device d) { Task<Lease> taking = Exclusive.[|AcquireAsync|](d).AsTask(); await taking; }")]
    [InlineData("async Task DoAsync(Device d) { var taking = Exclusive.[|AcquireAsync|](d); Lease lease = await taking; }")]
    [InlineData("async Task DoAsync(Device d) { (await Exclusive.[|AcquireAsync|](d)).Adopt(); }")]
    [InlineData("async Task DoAsync(Device d) { Lease a = await Exclusive.[|AcquireAsync|](d); Lease b = a; a = b; }")]
    [InlineData("async Task DoAsync(Device d) { Lease lease = await Exclusive.[|AcquireAsync|](d); await Task.Yield(); lease.Dispose(); }")]
    [InlineData("async Task DoAsync(Device d) { Lease? lease = await Exclusive.[|AcquireAsync|](d); try { await Task.Yield(); lease?.Dispose(); } finally { } }")]
    public async Task Lease_ThatIsNotReturnedOnEveryPath_IsReported(string member) => await Analysis.RunAsync(new LostLeaseAnalyzer(), Lab(member));

    [Theory]
    [InlineData("void Do(Device d) { using (Exclusive.Acquire(d)) { } using Lease lease = Exclusive.Acquire(d); }")]
    [InlineData("async Task DoAsync(Device d) { using (await Exclusive.AcquireAsync(d)) { } using (Lease a = await Exclusive.AcquireAsync(d).ConfigureAwait(true)) { } }")]
    [InlineData("async Task DoAsync(Device d) { Lease lease = await Exclusive.AcquireAsync(d); try { } finally { lease.Dispose(); } }")]
    [InlineData("async Task DoAsync(Device d) { Lease? lease = null; try { lease = await Exclusive.AcquireAsync(d); } finally { lease?.Dispose(); } }")]
    [InlineData("void Do(Device d) { Lease? lease = Exclusive.Acquire(d); try { } finally { if (lease is { } held) { held.Dispose(); } } }")]
    [InlineData("void Do(Device d) { Lease? lease = Exclusive.Acquire(d); try { } finally { if (lease is Lease held) { held.Dispose(); } } }")]
    [InlineData("async Task DoAsync(Device d) { Lease lease = await Exclusive.AcquireAsync(d); using (lease) { } }")]
    [InlineData("async Task DoAsync(Device d) { var taking = Exclusive.AcquireAsync(d); using Lease lease = await taking; }")]
    [InlineData("async Task DoAsync(Device d) { var taking = Exclusive.AcquireAsync(d); Lease lease = await taking; Give(lease); }")]
    [InlineData("async Task DoAsync(Device d) { Lease lease = await Exclusive.AcquireAsync(d); lease.Adopt(); }")]
    [InlineData("ValueTask<Lease> TakeAsync(Device d) => Exclusive.AcquireAsync(d);")]
    [InlineData("Func<Device, Lease> take = d => Exclusive.Acquire(d);")]
    [InlineData("Lease Take(Device d) { Lease lease = Exclusive.Acquire(d); return lease; }")]
    [InlineData("IEnumerable<Lease> Take(Device[] all) { foreach (Device d in all) { yield return Exclusive.Acquire(d); } }")]
    [InlineData("async Task DoAsync(Device d) { _kept = await Exclusive.AcquireAsync(d); Kept = Exclusive.Acquire(d); _kept ??= Exclusive.Acquire(d); }")]
    [InlineData("void Do(Device d) { Give(Exclusive.Acquire(d)); List<Lease> all = [Exclusive.Acquire(d)]; all.Add(Exclusive.Acquire(d)); }")]
    [InlineData("void Do(Device d) { Lease lease = Exclusive.Acquire(d); Action giveBack = () => lease.Dispose(); giveBack(); }")]
    [InlineData("void Do(Device d) { Exclusive.Acquire(d).Dispose(); }")]
    [InlineData("void Do(Lab lab) { lab.Acquire(); } void Acquire() { }")]
    public async Task Lease_ThatSomebodyReturns_IsNotReported(string member) => await Analysis.RunAsync(new LostLeaseAnalyzer(), Lab(member));

    private static string Lab(string member)
    {
        return $$"""
            using Tutti.Devices;
            using Tutti.Exclusion;

            class Lab
            {
                Lease? _kept;
                Lease? Kept { get; set; }
                static void Give(Lease? lease) { }
                {{member}}
            }
            """;
    }
}
