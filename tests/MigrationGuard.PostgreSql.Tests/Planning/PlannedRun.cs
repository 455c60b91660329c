using MigrationGuard.Classifying;
using MigrationGuard.Planning;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Samples;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Planning;

/// <summary>Plans migrations behind a schema, and runs what was planned.</summary>
internal static class PlannedRun
{
    public static PhasedPlan Plan(int major, string schema, string migration)
    {
        var (history, options) = SampleCheck.Prepare(RuleSample.Parse("", "test.sql", $"-- sample: postgresql {major}\n-- file: 001_released.sql released\n{schema}\n-- file: 002_migration.sql\n{migration}\n"));
        return MigrationPlanner.Plan(history, options with { CompleteHistory = true });
    }

    public static void Run(PhasedPlan plan, PostgresDatabase database)
    {
        using var connection = database.Open();
        Run(plan, connection, Phase.Expand, Phase.Migrate, Phase.Contract);
    }

    public static void Run(PhasedPlan plan, NpgsqlConnection connection, params Phase[] phases)
    {
        foreach (var part in plan.Parts.Where(part => phases.Contains(part.Phase)))
        {
            if (part.Question is { } question)
            {
                using var asking = new NpgsqlCommand(question, connection);
                Assert.That(asking.ExecuteScalar(), Is.Null.Or.Zero, question);
            }

            string[] statements = part.OutsideTransaction ? [.. PartSql.Of(part, plan.Server)] : ["BEGIN", .. PartSql.Of(part, plan.Server), "COMMIT"];
            foreach (var statement in statements)
            {
                using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
                command.ExecuteNonQuery();
            }
        }
    }
}
