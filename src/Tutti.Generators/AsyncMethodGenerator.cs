using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Tutti.Generators.Internal;
using Tutti.Generators.Twins;

namespace Tutti.Generators;

/// <summary>Writes the asynchronous twins of the blocking methods that say <c>[Async]</c>.</summary>
[Generator(LanguageNames.CSharp)]
internal sealed class AsyncMethodGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step that has read the methods.</summary>
    public const string MethodsStep = "Methods";

    /// <summary>The name of the step that has sorted them into files.</summary>
    public const string FilesStep = "Files";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<TwinMethod> methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.Async, static (node, _) => node is MethodDeclarationSyntax, TwinReader.Read)
            .Where(static method => method is not null)
            .Select(static (method, _) => method!)
            .WithTrackingName(MethodsStep);
        IncrementalValuesProvider<TwinFile> files = methods.Collect().SelectMany(TwinFile.Sort).WithTrackingName(FilesStep);
        context.RegisterSourceOutput(
            files,
            static (output, file) => output.AddSource(file.Name, SourceText.From(TwinWriter.Write(file.Type, file.Methods), Encoding.UTF8)));
    }
}
