using Microsoft.CodeAnalysis;
using Tutti.Generators.Misuse;
using Tutti.Generators.Tests.Harness;

namespace Tutti.Generators.Tests.Misuse;

public sealed class AsyncAttributeAnalyzerTests
{
    private const string ByReference = "and its call returns before the work ends";

    public static TheoryData<string, string, string> Refused { get; } = new()
    {
        {
            "class Lab { [Async] void [|Do|]() { } }",
            "TUTTI003", "[Async] cannot add 'DoAsync' to 'Lab', which is not partial: declare 'Lab' partial"
        },
        {
            "class Lab { partial class In { [Async] void [|Do|]() { } } }",
            "TUTTI003", "[Async] cannot add 'DoAsync' to 'Lab', which is not partial: declare 'Lab' partial"
        },
        {
            "partial class Lab { [Async] void Do(ref int [|x|]) { } }",
            "TUTTI007", $"[Async] cannot make 'DoAsync', since parameter 'x' is passed by ref {ByReference}: take it by value, and return what changes"
        },
        {
            "partial class Lab { [Async] void Do(out int [|x|]) => x = 1; }",
            "TUTTI007", $"[Async] cannot make 'DoAsync', since parameter 'x' is an out parameter {ByReference}: return it, in a tuple if there is more"
        },
        {
            "partial class Lab { [Async] void Do(params ReadOnlySpan<int> [|x|]) { } }",
            "TUTTI007", $"[Async] cannot make 'DoAsync', since parameter 'x' is a ref struct (ReadOnlySpan) {ByReference}: take an array, a Memory or a value"
        },
        {
            "partial class Lab { [Async] void Do<T>(T [|x|]) where T : allows ref struct { } }",
            "TUTTI007", $"[Async] cannot make 'DoAsync', since parameter 'x' is of a type that may be a ref struct (T) {ByReference}: take an array, a Memory or a value"
        },
        {
            "partial class Lab { [Async] unsafe void Do(int*[] [|x|]) { } }",
            "TUTTI007", $"[Async] cannot make 'DoAsync', since parameter 'x' is a pointer {ByReference}: take an array, a Memory or a value"
        },
        {
            "partial class Lab { [Async] Span<int> [|Do|]() => default; }",
            "TUTTI007", $"[Async] cannot make 'DoAsync', since the result is a ref struct (Span) {ByReference}: return an array, a Memory or a value"
        },
        {
            "partial class Lab { int x; [Async] ref int [|Do|]() => ref x; }",
            "TUTTI007", $"[Async] cannot make 'DoAsync', since the result is a reference {ByReference}: return an array, a Memory or a value"
        },
        { "partial class Lab { [Async] Task [|Do|]() => Task.CompletedTask; }", "TUTTI008", Already("Do") },
        { "partial class Lab { [Async] Task<int> [|Do|]() => Task.FromResult(1); }", "TUTTI008", Already("Do") },
        { "partial class Lab { [Async] ValueTask [|Do|]() => default; }", "TUTTI008", Already("Do") },
        { "partial class Lab { [Async] ValueTask<int> [|Do|]() => default; }", "TUTTI008", Already("Do") },
        { "partial class Lab { [Async] Future [|Do|]() => Future.Completed; }", "TUTTI008", Already("Do") },
        { "partial class Lab { [Async] Future<int> [|Do|]() => throw new Exception(); }", "TUTTI008", Already("Do") },
        { "partial class Lab { [Async] async void [|Do|]() => await Task.Yield(); }", "TUTTI008", Already("Do") },
        { "partial class Lab { [Async] IAsyncEnumerable<int> [|Do|]() => throw new Exception(); }", "TUTTI008", Already("Do") },
        {
            "partial class Lab { [Async] int [|Do|](int x) => x; int DoAsync(int y) => y; }",
            "TUTTI009", Exists("'Lab' has a member of that name already")
        },
        {
            "partial class Lab { [Async] int [|Do|](int x) => x; int DoAsync(int y, CancellationToken c) => y; }",
            "TUTTI009", Exists("'Lab' has a member of that name already")
        },
        { "partial class Lab { [Async] int [|Do|](int x) => x; int DoAsync => 1; }", "TUTTI009", Exists("'Lab' has a member of that name already") },
        {
            "partial class Lab { [Async] T [|Do|]<T>(T x) => x; T DoAsync<T>(T y) => y; }",
            "TUTTI009", Exists("'Lab' has a member of that name already")
        },
        {
            "class Base { protected void DoAsync() { } } partial class Lab : Base { [Async] void [|Do|]() { } }",
            "TUTTI009", Exists("'Base' has a member of that name already")
        },
        {
            "partial class Lab { [Async] void Do() { } [Async] void [|Do|](CancellationToken c) { } }",
            "TUTTI009", Exists("the [Async] of 'Lab.Do()' makes the same already")
        },
        {
            "partial class Base { [Async] public virtual void Do() { } } partial class Lab : Base { [Async] public override void [|Do|]() { } }",
            "TUTTI009", Exists("the [Async] of 'Base.Do()' makes the same already")
        },
        {
            "interface IDo { int Do(); } partial class Lab : IDo { [Async] int IDo.[|Do|]() => 1; }",
            "TUTTI010",
            "[Async] cannot make 'IDo.DoAsync': an explicit implementation cannot be called by its name; put [Async] on the method of the interface"
        },
        {
            "partial class Lab { [Async] IEnumerable<int> [|Do|]() { yield return 1; } }",
            "TUTTI010", "[Async] cannot make 'DoAsync': it yields, so that its work is done where its result is enumerated; return a list"
        },
        {
            "partial struct Lab { int _x; [Async] int [|Do|]() => _x++; }",
            "TUTTI010",
            "[Async] cannot make 'DoAsync': it would run on a copy of the struct, whose changes are lost; declare the method readonly, or the type a class"
        },
        {
            "ref partial struct Lab { [Async] void [|Do|]() { } }",
            "TUTTI010", "[Async] cannot make 'DoAsync': 'Lab' is a ref struct, and the call returns before the work ends; make it a struct or a class"
        },
        {
            "file partial class Lab { [Async] void [|Do|]() { } }",
            "TUTTI010", "[Async] cannot make 'DoAsync': the type 'Lab' is local to its file, and the twin is in another; make it internal"
        },
        {
            "partial interface ILab { [Async] static abstract void [|Do|](); }",
            "TUTTI010",
            "[Async] cannot make 'DoAsync': a static method that others implement cannot be called here; put [Async] on the implementations"
        },
        {
            "partial interface ILab<out T> { [Async] T [|Do|](); }",
            "TUTTI010",
            "[Async] cannot make 'DoAsync': a future of an 'out' type parameter is not covariant; remove 'out', or put [Async] on the implementations"
        },
        {
            "partial class Lab { [Async] void [|Do|](__arglist) { } }",
            "TUTTI010", "[Async] cannot make 'DoAsync': __arglist cannot be passed on; take an array"
        },
        {
            "partial class Lab { void Do() { [[|Async|]] static void Inner() { } Inner(); } }",
            "TUTTI010", "[Async] cannot make an asynchronous twin of this: only methods of types can have one; move the work into a method"
        },
        {
            "partial class Lab { int Do { [[|Async|]] get => 1; } }",
            "TUTTI010", "[Async] cannot make an asynchronous twin of this: only methods of types can have one; move the work into a method"
        },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Async_WhereItCannotBe_IsRefusedAndNothingIsGenerated(string source, string id, string message)
    {
        await Analysis.RunAsync(new AsyncAttributeAnalyzer(), source, id, message);
    }

    [Theory]
    [MemberData(nameof(Twins.GeneratedCodeTests.Samples), MemberType = typeof(Twins.GeneratedCodeTests))]
    public async Task Async_WhereItCanBe_IsNotReported(string source, string use)
    {
        Assert.NotNull(use);
        await Analysis.RunAsync(new AsyncAttributeAnalyzer(), source);
    }

    [Theory]
    [InlineData("class AsyncAttribute : Attribute { } class Lab { [global::Async] void Do() { } }")]
    [InlineData("class Lab { [Obsolete] void Do() { } }")]
    public async Task OtherAttributes_AreNotReported(string source)
    {
        await Analysis.RunAsync(new AsyncAttributeAnalyzer(), source);
    }

    [Fact]
    public async Task Async_OnAMethodThatWasRefused_MakesNoTwin()
    {
        var generation = new Generation("partial class Lab { [Async] void Do(ref int x) { } [Async] int Get() => 1; }");

        string text = Assert.Single(generation.Files.Values);

        Assert.DoesNotContain("DoAsync", text, StringComparison.Ordinal);
        Diagnostic[] found = await Analysis.RunPlainAsync(generation.Input, new AsyncAttributeAnalyzer());
        Assert.Equal("TUTTI007", Assert.Single(found).Id);
    }

    private static string Already(string name) =>
        $"[Async] cannot make '{name}Async', since '{name}' is asynchronous already: call it as it is, or make a future of it by Future.Start";

    private static string Exists(string why) => $"[Async] cannot make 'DoAsync', since {why}: rename one of them, or remove this [Async]";
}
