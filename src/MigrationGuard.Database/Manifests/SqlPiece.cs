namespace MigrationGuard.Manifests;

/// <summary>A piece of a script.</summary>
/// <param name="Text">A statement without its semicolon, or what is none.</param>
/// <param name="Line">The line on which it begins, counted from 1.</param>
/// <param name="Problem">Why it is no statement, or null.</param>
public sealed record SqlPiece(string Text, int Line, string? Problem = null);
