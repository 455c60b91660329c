using MigrationGuard.Operations;

namespace MigrationGuard.Migrations;

/// <summary>One operation of a migration and where it stands.</summary>
/// <param name="Operation">What the step does.</param>
/// <param name="Span">The part of the statement that says so (a subcommand of ALTER TABLE has its own).</param>
/// <param name="Statement">Number of the statement in the migration, from 0: steps of one statement run under the same locks.</param>
public sealed record Step(Operation Operation, SourceSpan Span, int Statement)
{
    /// <summary>Whether the step runs only under a condition that was not evaluated (IF in T-SQL, a branch of a DO block).</summary>
    public bool Conditional { get; init; }

    /// <summary>Whether the step was found inside a string that is executed dynamically or a block body.</summary>
    public bool Nested { get; init; }

    /// <summary>Whether names in it may be placeholders for what is only known at run time, see <see cref="ObjectName.IsPlaceholder"/>.</summary>
    public bool HasPlaceholders { get; init; }

    /// <summary>Whether the runner commits its transaction in front of the step, runs it without one and opens another for the steps behind it (EF Core's <c>suppressTransaction</c>).</summary>
    public bool OutsideTransaction { get; init; }
}
