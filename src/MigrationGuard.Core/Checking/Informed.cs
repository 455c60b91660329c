using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Checking;

/// <summary>Adds to a state what the source of the next migration says of tables that the history does not know.</summary>
internal static class Informed
{
    /// <summary>The state in which the migration begins.</summary>
    public static SimulationState Before(SimulationState state, Migration migration)
    {
        if (migration.Known is not { } known)
        {
            return state;
        }

        var (schema, asked) = (state.Schema, new HashSet<ObjectName>());
        foreach (var step in migration.Steps)
        {
            if (step.Operation.Table is { IsPlaceholder: false } table && asked.Add(table))
            {
                schema = WithTable(schema, table, known, new Moment(Origin.BeforeHistory, Conditional: false, state.Database));
            }
        }

        return ReferenceEquals(schema, state.Schema) ? state : state with { Schema = schema };
    }

    private static DatabaseSchema WithTable(DatabaseSchema schema, ObjectName table, ISchemaKnowledge known, Moment at)
    {
        var found = schema.Find(table);
        if (found is { Complete: true } || schema.ExistenceOf(table) == Existence.Absent)
        {
            return schema;
        }

        foreach (var operation in known.Of(table))
        {
            // Keys and indexes of a table that the history has named may have been changed by it.
            var isNews = operation is AddColumn add ? schema.ExistenceOf(table, add.Column.Name) == Existence.Unknown : found is null;
            schema = isNews ? SchemaEffects.Apply(schema, operation, at) : schema;
        }

        return schema;
    }
}
