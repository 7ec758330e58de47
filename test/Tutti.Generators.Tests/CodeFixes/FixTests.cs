using System.Reflection;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Tutti.Generators.CodeFixes;
using Tutti.Generators.Misuse;
using Tutti.Generators.Tests.Harness;

namespace Tutti.Generators.Tests.CodeFixes;

public sealed class FixTests
{
    [Theory]
    [InlineData("Await it", "async Task DoAsync() { Get(); await Get(); }", "async Task DoAsync() { await Get(); await Get(); }")]
    [InlineData("Await it", "Func<Task> work = async () => { await Get(); Get(); };", "Func<Task> work = async () => { await Get(); await Get(); };")]
    [InlineData("Join it", "void Do() { Get(); }", "void Do() { Get().Join(); }")]
    [InlineData("Join it", "void Do(Lab? lab) { lab?.Go(); }", "void Do(Lab? lab) { lab?.Go().Join(); }")]
    [InlineData("Join it", "Action work = () => Get();", "Action work = () => Get().Join();")]
    [InlineData("Drop it on purpose", "async Task DoAsync() { await Get(); Get(); }", "async Task DoAsync() { await Get(); _ = Get(); }")]
    [InlineData("Drop it on purpose", "void Do() => Get();", "void Do() => _ = Get();")]
    public async Task DroppedFuture_IsRepaired(string title, string before, string after) =>
        await RunAsync(new DroppedFutureAnalyzer(), new DroppedFutureFix(), title, before, after);

    [Fact]
    public async Task DroppedFuture_AmongStatementsWithoutAClass_IsAwaited() =>
        await Repair.RunAsync(
            new DroppedFutureAnalyzer(), new DroppedFutureFix(), "Await it", "Future.Run(() => 1); // later", "await Future.Run(() => 1); // later", isProgram: true);

    [Theory]
    [InlineData("f.Join(); /* here */", "await f; /* here */")]
    [InlineData("int x = f.Result;", "int x = await f;")]
    [InlineData("int x = f.Join().Result + 1;", "int x = await f + 1;")]
    [InlineData("string x = f.Result.ToString();", "string x = (await f).ToString();")]
    [InlineData("int x = Math.Max(f.Result, 1);", "int x = Math.Max(await f, 1);")]
    [InlineData("int x = -f.Result;", "int x = -await f;")]
    [InlineData("int x = Future.Run(() => 1).Result;", "int x = await Future.Run(() => 1);")]
    [InlineData("int x = p.Value * 2;", "int x = await p.GetAsync() * 2;")]
    [InlineData("string x = p.Value.ToString();", "string x = (await p.GetAsync()).ToString();")]
    [InlineData("int x = -p.Value;", "int x = -await p.GetAsync();")]
    [InlineData("p.Value = 1 + 2;", "await p.SetAsync(1 + 2);")]
    [InlineData("p.Value *= 1 + 2;", "await p.SetAsync(await p.GetAsync() * (1 + 2));")]
    [InlineData("p.Value += 3;", "await p.SetAsync(await p.GetAsync() + 3);")]
    [InlineData("using (Exclusive.Acquire(p)) { }", "using (await Exclusive.AcquireAsync(p)) { }")]
    [InlineData("using Lease lease = Exclusive.Acquire([p], TimeSpan.Zero);", "using Lease lease = await Exclusive.AcquireAsync([p], TimeSpan.Zero);")]
    [InlineData("Clock.Sleep(TimeSpan.FromSeconds(1));", "await Clock.Delay(TimeSpan.FromSeconds(1));")]
    [InlineData("Sleep(TimeSpan.Zero);", "await Delay(TimeSpan.Zero);")]
    [InlineData("f.AsTask().Wait();", "await f;")]
    [InlineData("int x = f.AsTask().Result;", "int x = await f;")]
    [InlineData("f.AsTask().GetAwaiter().GetResult();", "await f;")]
    [InlineData("string x = f.AsTask().GetAwaiter().GetResult().ToString();", "string x = (await f).ToString();")]
    [InlineData("int x = f.AsTask().ConfigureAwait(false).GetAwaiter().GetResult();", "int x = await f.AsTask().ConfigureAwait(false);")]
    [InlineData("GoAsync().Wait();", "await GoAsync();")]
    [InlineData("int x = GetAsync().Result;", "int x = await GetAsync();")]
    [InlineData("string x = GetAsync().Result.ToString();", "string x = (await GetAsync()).ToString();")]
    [InlineData("int x = GetAsync().GetAwaiter().GetResult();", "int x = await GetAsync();")]
    [InlineData("int x = ReadAsync().AsTask().Result;", "int x = await ReadAsync();")]
    [InlineData("Task t = f.AsTask(); t.Wait();", "Task t = f.AsTask(); await t;")]
    [InlineData("new Door().Join().Wait();", "await new Door().Join();")]
    [InlineData("new Door().AsTask().Wait();", "await new Door().AsTask();")]
    public async Task BlockingWait_IsRepaired(string before, string after)
    {
        await RunAsync(
            new BlockingInAsyncAnalyzer(),
            new BlockingInAsyncFix(),
            "Await instead",
            $"async Task DoAsync() {{ await f; {before} }}",
            $"async Task DoAsync() {{ await f; {after} }}");
    }

    [Theory]
    [InlineData("f.Join(TimeSpan.Zero);")]
    [InlineData("Future g = f.Join();")]
    [InlineData("lock (f) { f.Join(); }")]
    [InlineData("n?.Join();")]
    [InlineData("int? x = n?.Join().Result;")]
    [InlineData("n?.AsTask().Wait();")]
    [InlineData("f.AsTask().Wait(TimeSpan.Zero);")]
    [InlineData("Task.WaitAll(f.AsTask());")]
    [InlineData("Task.WaitAll(GoAsync());")]
    [InlineData("lock (f) { GoAsync().Wait(); }")]
    [InlineData("p.Value++;")]
    [InlineData("++p.Value;")]
    [InlineData("int x = p.Value = 3;")]
    [InlineData("P().Value += 3;")]
    public async Task BlockingWait_ThatCannotBeRepaired_OffersNothing(string statement)
    {
        Assert.Empty(await Repair.OfferAsync(
            new BlockingInAsyncAnalyzer(), new BlockingInAsyncFix(), Lab($"async Task DoAsync() {{ await f; {statement} }}")));
    }

    [Theory]
    [InlineData("Exclusive.Acquire(p); /* here */", "using Lease lease = Exclusive.Acquire(p); /* here */")]
    [InlineData("_ = Exclusive.Acquire(p);", "using Lease lease = Exclusive.Acquire(p);")]
    [InlineData("await Exclusive.AcquireAsync(p);", "using Lease lease = await Exclusive.AcquireAsync(p);")]
    [InlineData("Exclusive.AcquireAsync(p);", "using Lease lease = await Exclusive.AcquireAsync(p);")]
    [InlineData("int lease = 1; _ = lease; Exclusive.Acquire(p);", "int lease = 1; _ = lease; using Lease lease2 = Exclusive.Acquire(p);")]
    [InlineData("Lease held = await Exclusive.AcquireAsync(p);", "using Lease held = await Exclusive.AcquireAsync(p);")]
    [InlineData("var held = Exclusive.Acquire(p); held.Dispose();", "using var held = Exclusive.Acquire(p); held.Dispose();")]
    [InlineData("ValueTask<Lease> held = Exclusive.AcquireAsync(p);", "using Lease held = await Exclusive.AcquireAsync(p);")]
    [InlineData("var held = Exclusive.AcquireAsync(p);", "using var held = await Exclusive.AcquireAsync(p);")]
    public async Task LostLease_IsRepaired(string before, string after)
    {
        await RunAsync(
            new LostLeaseAnalyzer(),
            new LostLeaseFix(),
            "Return it at the end of the block",
            $"async Task DoAsync() {{ await f; {before} }}",
            $"async Task DoAsync() {{ await f; {after} }}");
    }

    [Fact]
    public async Task LostLease_AmongStatementsWithoutAClass_IsRepaired() =>
        await Repair.RunAsync(
            new LostLeaseAnalyzer(),
            new LostLeaseFix(),
            "Return it at the end of the block",
            "using Tutti.Exclusion; Tutti.Devices.Device d = null!; Exclusive.AcquireAsync(d); // now",
            "using Tutti.Exclusion; Tutti.Devices.Device d = null!; using Lease lease = await Exclusive.AcquireAsync(d); // now",
            isProgram: true);

    [Theory]
    [InlineData("void Do() { Exclusive.AcquireAsync(p); }")]
    [InlineData("void Do() { if (f.IsDone) Exclusive.Acquire(p); }")]
    [InlineData("void Do() { bool isHeld = Exclusive.Acquire(p).IsHeld; }")]
    [InlineData("void Do() { Lease? held = Exclusive.Acquire(p); held = null; }")]
    [InlineData("void Do() { Lease held; held = Exclusive.Acquire(p); }")]
    [InlineData("void Do() { Action take = () => Exclusive.Acquire(p); }")]
    public async Task LostLease_ThatCannotBeRepaired_OffersNothing(string member) =>
        Assert.Empty(await Repair.OfferAsync(new LostLeaseAnalyzer(), new LostLeaseFix(), Lab(member)));

    [Theory]
    [InlineData("class A { [Async] void Do() { } }", "partial class A { [Async] void Do() { } }")]
    [InlineData("/// <summary>A.</summary>\nclass A\n{\n    [Async]\n    void Do() { }\n}", "/// <summary>A.</summary>\npartial class A\n{\n    [Async]\n    void Do() { }\n}")]
    [InlineData(
        "internal sealed record A { public readonly struct B { [Async] void Do() { } } }",
        "internal sealed partial record A { public readonly partial struct B { [Async] void Do() { } } }")]
    [InlineData("class A { partial class B { [Async] void Do() { } } }", "partial class A { partial class B { [Async] void Do() { } } }")]
    public async Task TypeThatIsNotPartial_IsRepaired(string before, string after) =>
        await Repair.RunAsync(new AsyncAttributeAnalyzer(), new NotPartialFix(), "Declare it partial", before, after);

    [Theory]
    [InlineData("async void Do() => await f;", "async Task Do() => await f;")]
    [InlineData("void Do() { async void Inner() => await f; Inner(); }", "void Do() { async Task Inner() => await f; Inner(); }")]
    public async Task AsyncVoid_IsRepaired(string before, string after) =>
        await RunAsync(new AsyncVoidAnalyzer(), new AsyncVoidFix(), "Return a Task", before, after);

    [Theory]
    [InlineData("async void OnClick(object? sender, EventArgs e) => await f;")]
    [InlineData("interface IDo { void Do(); } class A : IDo { public async void Do() => await f; }")]
    [InlineData("class A { public virtual void Do() { } } class B : A { public override async void Do() => await f; }")]
    [InlineData("Action work = async () => await f;")]
    public async Task AsyncVoid_WhoseFormIsPrescribed_OffersNothing(string member) =>
        Assert.Empty(await Repair.OfferAsync(new AsyncVoidAnalyzer(), new AsyncVoidFix(), Lab(member)));

    [Theory]
    [InlineData("using Tutti.Quantities; ", "Unit.Second")]
    [InlineData("", "Tutti.Quantities.Unit.Second")]
    public async Task HiddenUnit_IsRepaired(string use, string written)
    {
        string before = use + "using static Tutti.Quantities.Units; class Lab { object Do(double s) => 2 * mm / s; }";

        await Repair.RunAsync(
            new HiddenUnitAnalyzer(), new HiddenUnitFix(), "Use Unit.Second", before, before.Replace("/ s;", $"/ {written};", StringComparison.Ordinal));
    }

    [Fact]
    public void Fixes_AllOfThem_AreExported()
    {
        Type[] fixes = [.. typeof(DroppedFutureFix).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)];

        Assert.Equal(6, fixes.Length);
        Assert.All(fixes, fix => Assert.NotNull(fix.GetCustomAttribute<ExportCodeFixProviderAttribute>()));
        Assert.All(fixes, fix => Assert.Single(((CodeFixProvider)Activator.CreateInstance(fix)!).FixableDiagnosticIds));
    }

    [Fact]
    public void Assembly_OfTheFixes_AloneKnowsWorkspaces()
    {
        Assert.Contains("Microsoft.CodeAnalysis.Workspaces", ReferencesOf(typeof(DroppedFutureFix).Assembly));
        Assert.DoesNotContain("Microsoft.CodeAnalysis.Workspaces", ReferencesOf(typeof(DroppedFutureAnalyzer).Assembly));
        Assert.DoesNotContain(typeof(DroppedFutureFix).Assembly.GetTypes(), type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)));
    }

    private static string[] ReferencesOf(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(reference => reference.Name!)];

    private static async Task RunAsync(DiagnosticAnalyzer analyzer, CodeFixProvider fix, string title, string before, string after) =>
        await Repair.RunAsync(analyzer, fix, title, Lab(before), Lab(after));

    private static string Lab(string member)
    {
        return $$"""
            using Tutti.Devices;
            using Tutti.Exclusion;
            using static Tutti.Execution.Clock;

            class Lab
            {
                static Future<int> f = Future.Run(() => 1);
                static Future<int>? n = f;
                static Parameter<int> p = null!;
                static Parameter<int> P() => p;
                static Future Get() => f;
                static async Task GoAsync() => await f;
                static async Task<int> GetAsync() => await f;
                static ValueTask<int> ReadAsync() => new(1);
                class Door { public Task Join() => GoAsync(); public Task AsTask() => GoAsync(); }
                internal Future Go() => f;
                {{member}}
            }
            """;
    }
}
