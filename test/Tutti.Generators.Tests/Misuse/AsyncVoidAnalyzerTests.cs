using Tutti.Generators.Misuse;
using Tutti.Generators.Tests.Harness;

namespace Tutti.Generators.Tests.Misuse;

public sealed class AsyncVoidAnalyzerTests
{
    [Theory]
    [InlineData("async void [|Do|]() => await Task.Yield();", "Method 'Do'")]
    [InlineData("async void [|OnClick|](object? sender, EventArgs e) => await Task.Yield();", "Method 'OnClick'")]
    [InlineData("void Do() { async void [|Inner|]() => await Task.Yield(); Inner(); }", "Local function 'Inner'")]
    [InlineData("Action work = [|async|] () => await Task.Yield();", "This lambda")]
    [InlineData("Action<int> work = [|async|] x => await Task.Yield();", "This lambda")]
    [InlineData("Action work = [|async|] delegate { await Task.Yield(); };", "This lambda")]
    [InlineData("EventHandler handler = static [|async|] (sender, e) => await Task.Yield();", "This lambda")]
    [InlineData("void Do(List<int> list) => list.ForEach([|async|] x => await Task.Yield());", "This lambda")]
    public async Task AsyncVoid_OfAnyKind_IsReported(string member, string what)
    {
        await Analysis.RunAsync(
            new AsyncVoidAnalyzer(),
            $"class Lab {{ {member} }}",
            "TUTTI004",
            $"{what} is async void, so that nobody can wait for it and its failure ends the program: return a Task, or start the work by Future.Start");
    }

    [Theory]
    [InlineData("async Task DoAsync() => await Task.Yield();")]
    [InlineData("async ValueTask<int> DoAsync() { await Task.Yield(); return 1; }")]
    [InlineData("void Do() { async Task InnerAsync() => await Task.Yield(); _ = InnerAsync(); }")]
    [InlineData("Func<Task> work = async () => await Task.Yield();")]
    [InlineData("void Do() { _ = Future.Start(async () => await Task.Yield()); _ = Task.Run(async () => await Task.Yield()); }")]
    [InlineData("Action work = () => { };")]
    [InlineData("async IAsyncEnumerable<int> DoAsync() { await Task.Yield(); yield return 1; }")]
    public async Task OtherFunctions_AreNotReported(string member)
    {
        await Analysis.RunAsync(new AsyncVoidAnalyzer(), $"class Lab {{ {member} }}");
    }
}
