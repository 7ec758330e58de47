namespace Tutti.Tests.Conventions;

/// <summary>Is a piece of C# in a document: the line on which it is fenced in, and its trimmed lines.</summary>
internal sealed record CodeBlock(int FirstLine, string[] Lines);
