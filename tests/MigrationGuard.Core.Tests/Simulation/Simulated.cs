using MigrationGuard.Collections;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Tests.Simulation;

/// <summary>Runs operations, each a statement of its own, and shows the state behind them.</summary>
internal static class Simulated
{
    public static Database PostgreSql { get; } = MigrationGuard.Databases.PostgreSql.Of(16);

    public static Database SqlServer { get; } = SqlServerOf("2019 standard");

    /// <summary>The state in a transaction of the runner, nothing known before.</summary>
    public static SimulationState Start(Database? database = null, TransactionMode mode = TransactionMode.Single, DatabaseSchema? schema = null)
    {
        database ??= PostgreSql;
        return Simulator.Begin(new SimulationState(database, schema ?? DatabaseSchema.Unknown(database.Syntax)), MigrationOf([], mode));
    }

    public static SimulationState After(this SimulationState state, params Operation[] operations)
    {
        foreach (var operation in operations)
        {
            state = state.After(new Step(operation, default, state.Statement + 1));
        }

        return state;
    }

    public static SimulationState AfterConditional(this SimulationState state, Operation operation)
        => state.After(new Step(operation, default, state.Statement + 1) { Conditional = true });

    public static SimulationState NextMigration(this SimulationState state, TransactionMode mode = TransactionMode.Single)
        => Simulator.Begin(Simulator.End(state, MigrationOf([])), MigrationOf([], mode));

    public static Migration MigrationOf(Operation[] operations, TransactionMode mode = TransactionMode.Single) => new()
    {
        Id = new MigrationId("1", "test"),
        Path = "001_test.sql",
        Steps = operations.Select((operation, number) => new Step(operation, new SourceSpan("001_test.sql", number * 10, 9, number + 1, 1), number)).ToArray(),
        StatementCount = operations.Length,
        Transaction = mode,
    };

    /// <summary>A table with a bigint key and other columns of type text.</summary>
    public static CreateTable Table(string name, params string[] columns) => new(
        name,
        List<ColumnDefinition>([
            new ColumnDefinition("id", DataType.Of("bigint")) { Nullable = false, Constraints = List<ConstraintDefinition>(new UniqueConstraint(List("id")) { IsPrimaryKey = true }) },
            .. columns.Select(c => new ColumnDefinition(c, DataType.Of("text"))),
        ]),
        default);

    public static ColumnDefinition Column(string name, string type = "text") => new(name, DataType.Of(type));

    public static EquatableList<T> List<T>(params T[] items) => items;

    public static EquatableList<IndexKey> Keys(params string[] columns) => columns.Select(c => new IndexKey(c, null)).ToArray();

    public static SqlExpression Sql(string text, params string[] identifiers) => new(text, ExpressionKind.Other, default, identifiers);

    public static SqlExpression Literal(string text) => new(text, ExpressionKind.Literal, default, default);

    public static SimulationState After(this SimulationState state, Step step)
    {
        state = Simulator.Enter(state, step);
        return Simulator.Apply(state, step, state.Database.CostOf(step.Operation, state));
    }

    private static Database SqlServerOf(string version)
    {
        var words = version.Split(' ');
        return DatabaseCandidates.TryCreate("sqlserver", words[0], words[1], out _)!.All[0];
    }
}
