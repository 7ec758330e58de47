using Tutti.Generators.Tests.Harness;

namespace Tutti.Generators.Tests.Twins;

/// <summary>Holds that whatever is generated compiles without a warning, and can be called as expected.</summary>
public sealed class GeneratedCodeTests
{
    public static TheoryData<string, string> Samples { get; } = new()
    {
        { "partial class Lab<T> { [Async] public T Echo(T value) => value; }", "new Lab<string?>().EchoAsync(null).Result?.Length.ToString();" },
        { "partial class Lab { [Async] internal T? Echo<T>(T? value) => value; }", "new Lab().EchoAsync<object>(null).Result?.ToString();" },
        { "partial class Lab { [Async] internal T Get<T>() where T : notnull, new() => new(); }", "new Lab().GetAsync<int>().Result.ToString();" },
        { "partial class Lab { [Async] internal int Get<T>(T x) where T : unmanaged, Enum => 1; }", "new Lab().GetAsync(DayOfWeek.Friday).Join();" },
        { "partial record Lab(int X) { [Async] public int Get() => X; }", "new Lab(1).GetAsync().Result.ToString();" },
        { "partial struct Lab { public int X; [Async] public readonly int Get() => X; }", "new Lab().GetAsync().Result.ToString();" },
        { "readonly ref partial struct Lab { [Async] public static int Get() => 1; }", "Lab.GetAsync().Result.ToString();" },
        { "partial interface ILab { [Async] int Get(double x); }", "((ILab)null!).GetAsync(1).Result.ToString();" },
        { "partial interface ILab<in T> { [Async] void Set(T x); }", "((ILab<string>)null!).SetAsync(string.Empty).Join();" },
        { "static partial class Lab { [Async] public static int Len(this string s) => s.Length; }", "\"x\".LenAsync().Result.ToString();" },
        { "static partial class Lab { [Async] public static int Len(this in DateTime s) => s.Day; }", "DateTime.MinValue.LenAsync().Join();" },
        { "static partial class Lab { [Async] public static int Sum(params List<int> x) => x.Count; }", "Lab.SumAsync(1, 2); Lab.SumAsync([1], default);" },
        { "partial class Lab { [Async] protected internal virtual int Get(int @event, string @class = \"\\n\") => 1; }", "new Lab().GetAsync(1);" },
        { "partial class Lab { [Async] public int Get(ref readonly long x) => 1; }", "long l = 1; new Lab().GetAsync(in l);" },
        { "partial class Lab { [Async] public (int A, string? B) Get((int, string) x) => x; }", "_ = new Lab().GetAsync((1, \"\")).Result.B?.Length;" },
        { "partial class Lab { [Async] public dynamic Get(dynamic x) => x; }", "new Lab().GetAsync(1).Result.Foo();" },
        { "partial class Lab { [Async] public int Get(int token, int self, int cancellationToken) => 1; }", "new Lab().GetAsync(1, 2, 3, default);" },
        { "partial class Lab { [Async] public int Get(CancellationToken a, int x, CancellationToken b = default) => 1; }", "new Lab().GetAsync(1, a: default);" },
        { "partial class Lab { [Async] public partial int Get(int x); public partial int Get(int x) => x; }", "new Lab().GetAsync(1);" },
        { "partial class Lab { public partial int Get(int x); [Async] public partial int Get(int x) => x; }", "new Lab().GetAsync(1);" },
        { "partial class Lab { [Async] public int Get() => 1; [Async] public int Get(int x) => 1; public int GetAsync(string s) => 1; }", "new Lab().GetAsync();" },
        { "partial class Lab { [Async, Obsolete(\"old\")] public int Get() => 1; }", "" },
        { "partial class Lab { [Async, System.Diagnostics.CodeAnalysis.Experimental(\"X1\")] public int Get() => 1; }", "" },
        { "partial class Lab { [Async, System.Runtime.Versioning.SupportedOSPlatform(\"linux\")] public int Get() => 1; }", "new Lab().GetAsync();" },
        { "partial class Lab { [Async][return: System.Diagnostics.CodeAnalysis.MaybeNull] public string Get() => null; }", "new Lab().GetAsync().Result?.ToString();" },
        { "partial class Lab { [Async] public int Get([System.Diagnostics.CodeAnalysis.AllowNull] string x) => 1; }", "new Lab().GetAsync(null);" },
        { "partial class Lab { [Async] public int Get<[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers((System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes)1)] T>() => 1; }", "new Lab().GetAsync<int>();" },
        { "#nullable disable\npartial class Lab { [Async] public string Get(string x = null) => x; }", "new Lab().GetAsync().Result.ToString();" },
        { "partial class Lab { [Async] public int Get(int? a = 1, float f = -1.5f, double d = double.NaN, decimal m = 1.10m, char c = '\\'', ulong u = 1, long l = long.MinValue, TimeSpan t = default, string? s = null, DayOfWeek? w = (DayOfWeek)(-1), bool b = true, Guid? g = null) => 1; }", "new Lab().GetAsync(); new Lab().GetAsync(cancellationToken: default);" },
        { "namespace @event.@class { partial class Lab { [Async] public void Do() { } } }", "new @event.@class.Lab().DoAsync();" },
        { "partial class Base { [Async] public int Get() => 1; } partial class Lab : Base { [Async] public int Get(int x) => 1; }", "new Lab().GetAsync(1);" },
        { "partial class Base { private int GetAsync() => 1; public int All() => GetAsync(); } partial class Lab : Base { [Async] public int Get() => 1; }", "new Lab().GetAsync();" },
        { "partial class Lab { [Async] public object Get(Action<int[]?[,]> x) => x; } ", "new Lab().GetAsync(x => { });" },
        { "partial class Lab { /// <summary>Broken <b></summary>\n[Async] internal int Get() => 1; }", "new Lab().GetAsync();" },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Twin_OfEachKindOfMethod_CompilesWithoutAWarning(string source, string use)
    {
        string strict = source.StartsWith('#') || source.StartsWith("namespace", StringComparison.Ordinal) ? source : "namespace Samples;\n" + source;
        var generation = new Generation(
            "#pragma warning disable CS1570, CS8603, CS0649\n" + strict,
            $"namespace Samples;\ninternal static class Caller {{ public static void Use() {{ {use} }} }}");

        Assert.NotEmpty(generation.Files);
        Assert.Empty(TestCompilation.Complaints(generation.Output));
    }

    [Fact]
    public void Twin_OfAnObsoleteMethod_IsObsoleteToo()
    {
        var generation = new Generation("partial class Lab { [Async, Obsolete(\"Take Gauge.\")] public int Get() => 1; int Use() => GetAsync().Result; }");

        string complaint = Assert.Single(TestCompilation.Complaints(generation.Output));
        Assert.EndsWith("'Lab.GetAsync()' is obsolete: 'Take Gauge.'", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void Documentation_OfATwin_IsInTheDocumentationFile()
    {
        var generation = new Generation(
            """
            /// <summary>A lab.</summary>
            public partial class Lab
            {
                /// <summary>Gets.</summary>
                /// <returns>One.</returns>
                [Async] public int Get() => 1;
            }
            """);
        using var image = new MemoryStream();
        using var xml = new MemoryStream();

        Assert.True(generation.Output.Emit(image, xmlDocumentationStream: xml, cancellationToken: TestContext.Current.CancellationToken).Success);

        string text = System.Text.Encoding.UTF8.GetString(xml.ToArray());
        Assert.Contains("<member name=\"M:Lab.GetAsync\">", text, StringComparison.Ordinal);
        Assert.Contains("<returns>A future of the result. One.</returns>", text, StringComparison.Ordinal);
        Assert.Contains("<param name=\"cancellationToken\">Cancels the future", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Twin_OfACompiledSample_RunsTheMethod()
    {
        var generation = new Generation(
            """
            #pragma warning disable CS1591
            public static partial class Lab
            {
                [Async] public static int Add(int a, int b = 2, [System.Runtime.CompilerServices.CallerMemberName] string? who = null) => a + b + who!.Length;

                public static Future<int> Use() => AddAsync(1);
            }
            """);

        object future = TestCompilation.Load(generation.Output).GetType("Lab")!.GetMethod("Use")!.Invoke(null, null)!;

        Assert.Equal(6, Assert.IsType<Execution.Future<int>>(future).Result);
        Assert.Equal("Lab.Add", ((Execution.Future)future).Name);
    }
}
