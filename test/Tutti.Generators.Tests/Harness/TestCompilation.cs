using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tutti.Execution;

namespace Tutti.Generators.Tests.Harness;

/// <summary>Compiles sources as a strict user of the library would.</summary>
internal static class TestCompilation
{
    public const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Tutti.Execution;
        """;

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    public static CSharpCompilationOptions Options { get; } = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        .WithNullableContextOptions(NullableContextOptions.Enable)
        .WithWarningLevel(9999)
        .WithOverflowChecks(true);

    public static IReadOnlyList<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) + Path.DirectorySeparatorChar == RuntimeEnvironment.GetRuntimeDirectory())
            .Append(typeof(Future).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation Of(params string[] sources)
    {
        return CSharpCompilation.Create(
            "Sample",
            sources.Append(Usings).Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"Source{i}.cs", cancellationToken: TestContext.Current.CancellationToken)),
            References,
            Options);
    }

    /// <summary>Compiles statements without a class.</summary>
    public static CSharpCompilation OfProgram(string statements) =>
        Of(statements).WithOptions(Options.WithOutputKind(OutputKind.ConsoleApplication));

    /// <summary>Gives what the compiler has to say, but for what it only whispers.</summary>
    public static string[] Complaints(Compilation compilation)
    {
        return
        [
            .. compilation.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Select(diagnostic => diagnostic.ToString()),
        ];
    }

    /// <summary>Loads what was compiled.</summary>
    public static Assembly Load(Compilation compilation)
    {
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Diagnostics
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }
}
