namespace MigrationGuard.CSharp;

/// <summary>A call of a migration that a build leaves out.</summary>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Column">Its column, counted from 1.</param>
/// <param name="Directive">What leaves it out, such as <c>#if !DEBUG</c>.</param>
public sealed record InactiveCall(int Line, int Column, string Directive);
