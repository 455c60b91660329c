namespace MigrationGuard.Mutations;

/// <summary>A breaking change that a schema allows.</summary>
/// <param name="Kind">What is done, e.g. <c>drop column</c>.</param>
/// <param name="Target">The object as <c>schema.name</c>.</param>
/// <param name="Column">Its column or label; null for the whole.</param>
/// <param name="Sql">The statements.</param>
public sealed record Mutation(string Kind, string Target, string? Column, string Sql)
{
    /// <summary>Whether it is done to a table, view or one of its columns.</summary>
    public bool OfRelation { get; init; }

    /// <summary>Whether whoever names the object must mind: afterwards there is none of that name.</summary>
    public bool EndsIt => Kind != "drop unique" && (Column is null ? Kind.StartsWith("drop ", StringComparison.Ordinal) || Kind.StartsWith("rename ", StringComparison.Ordinal) : Kind is "drop column" or "rename column");

    /// <inheritdoc />
    public override string ToString() => $"{Kind}: {Target}{(Column is null ? "" : $".{Column}")}";
}

/// <summary>What became of a mutation.</summary>
public enum MutationOutcome
{
    /// <summary>A live version would not be let through: a statement of it fails, or nothing can be told of it.</summary>
    Caught,

    /// <summary>Every recorded statement passes.</summary>
    Missed,

    /// <summary>The server does not do it, or could not be asked.</summary>
    Refused,
}

/// <summary>A mutation that was tried.</summary>
/// <param name="Mutation">Which.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Why">The first version and statement that mind it, or why the server refused; null where all pass.</param>
public sealed record TriedMutation(Mutation Mutation, MutationOutcome Outcome, string? Why);
