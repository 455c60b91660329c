namespace MigrationGuard.CSharp;

/// <summary>A place where SQL is used of which the text could not be told.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Member">Type and member; null outside of types.</param>
/// <param name="Kind">What stands in the way.</param>
/// <param name="Reason">The same for people.</param>
public sealed record UncollectedText(string Path, int Line, string? Member, UncollectedKind Kind, string Reason);
