namespace MigrationGuard.CSharp;

/// <summary>A C# source file.</summary>
/// <param name="Path">The file as the user names it, with forward slashes.</param>
/// <param name="Text">Its text.</param>
public readonly record struct CSharpFile(string Path, string Text);
