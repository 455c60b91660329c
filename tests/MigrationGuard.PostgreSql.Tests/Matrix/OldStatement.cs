namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>A statement of the version that must keep working, with values to run it with.</summary>
/// <param name="Name">One word.</param>
/// <param name="Text">As the application sends it, parameters as $n.</param>
/// <param name="Parameters">The type as sent (unknown: no type) and the value of each.</param>
/// <param name="HasEffect">Whether the rows of all tables are compared after it.</param>
internal sealed record OldStatement(string Name, string Text, IReadOnlyList<(string Type, string Value)> Parameters, bool HasEffect)
{
    /// <summary>Whether it answers with rows.</summary>
    public bool ReturnsRows => Text.StartsWith("SELECT", StringComparison.Ordinal)
        || Text.LastIndexOf(" RETURNING ", StringComparison.Ordinal) > Text.LastIndexOf(')')
        || (Text.StartsWith("WITH", StringComparison.Ordinal) && !HasEffect);

    public override string ToString() => Name;
}
