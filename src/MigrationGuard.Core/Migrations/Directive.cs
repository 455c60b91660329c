using MigrationGuard.Collections;

namespace MigrationGuard.Migrations;

/// <summary>An instruction to MigrationGuard in a comment, <c>-- migrationguard: VERB REST</c>, or an attribute that says the same.</summary>
/// <param name="Verb">The first word: <c>phase</c>, <c>no-transaction</c>, <c>ignore</c>, or something unknown that becomes a finding.</param>
/// <param name="Rest">What follows the verb, trimmed.</param>
/// <param name="Span">The comment.</param>
/// <param name="NextStatement">Number of the first statement that begins after the comment; what a directive holds for is said at <see cref="Checking.Directives"/>.</param>
public sealed record Directive(string Verb, string Rest, SourceSpan Span, int NextStatement)
{
    /// <summary>Whether it is an attribute of a class or method instead of a comment.</summary>
    public bool IsAttribute { get; init; }

    /// <summary>The statements that it holds for, where the source says more than the comment's place; empty to go by that.</summary>
    public EquatableList<int> Statements { get; init; }
}
