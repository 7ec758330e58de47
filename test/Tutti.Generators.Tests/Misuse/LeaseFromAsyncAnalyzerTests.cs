using Tutti.Generators.Misuse;
using Tutti.Generators.Tests.Harness;

namespace Tutti.Generators.Tests.Misuse;

public sealed class LeaseFromAsyncAnalyzerTests
{
    [Theory]
    [InlineData("async Task<Lease> [|TakeAsync|](Device d) => await Exclusive.AcquireAsync(d);", "Method 'TakeAsync'")]
    [InlineData("async ValueTask<Lease> [|TakeAsync|](Device d) { return await Exclusive.AcquireAsync(d); }", "Method 'TakeAsync'")]
    [InlineData("async Task<Lease?> [|TakeAsync|](Device d) { await Task.Yield(); return null; }", "Method 'TakeAsync'")]
    [InlineData(
        "void Do(Device d) { async Task<Lease> [|TakeAsync|]() => await Exclusive.AcquireAsync(d); _ = TakeAsync(); }", "Local function 'TakeAsync'")]
    [InlineData("Func<Device, Task<Lease>> take = [|async|] d => await Exclusive.AcquireAsync(d);", "This lambda")]
    public async Task Lease_FromAnAsyncFunction_IsReported(string member, string what)
    {
        await Analysis.RunAsync(
            new LeaseFromAsyncAnalyzer(),
            $"using Tutti.Devices; using Tutti.Exclusion; class Lab {{ {member} }}",
            "TUTTI005",
            $"{what} returns a lease from an async function, whose caller then does not hold it: return the value task of AcquireAsync without "
                + "awaiting it, or let the caller call Adopt()");
    }

    [Theory]
    [InlineData("ValueTask<Lease> TakeAsync(Device d) => Exclusive.AcquireAsync(d);")]
    [InlineData("Lease Take(Device d) => Exclusive.Acquire(d);")]
    [InlineData("async Task UseAsync(Device d) { using Lease lease = await Exclusive.AcquireAsync(d); }")]
    [InlineData("async Task<int> CountAsync(Device d) { using (await Exclusive.AcquireAsync(d)) { return 1; } }")]
    [InlineData("Func<Device, ValueTask<Lease>> take = d => Exclusive.AcquireAsync(d);")]
    public async Task OtherFunctions_AreNotReported(string member)
    {
        await Analysis.RunAsync(
            new LeaseFromAsyncAnalyzer(), $"using Tutti.Devices; using Tutti.Exclusion; class Lab {{ {member} }}");
    }
}
