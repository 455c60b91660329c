using MigrationGuard.Checking;
using MigrationGuard.Cli.Sources.Layouts;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;
using MigrationGuard.Sql;

namespace MigrationGuard.Cli.Sources;

/// <summary>Makes migrations of files that were read.</summary>
/// <param name="database">The server they run on.</param>
/// <param name="transaction">The transaction mode that the user said, against what the layout says; null for none.</param>
internal sealed class MigrationReader(Database database, TransactionMode? transaction)
{
    private readonly ISqlReader _reader = Sqls.Reader(database.Syntax.Dialect);
    private readonly SimulationState _nothing = new(database, DatabaseSchema.Unknown(database.Syntax));

    /// <summary>The migrations of the files in their order; a file with a problem has none.</summary>
    public List<Migration> Read(IReadOnlyList<LoadedFile> files)
    {
        var read = new Migration[files.Count][];
        Partition.For(files.Count, i => read[i] = Read(files[i]));
        return [.. read.SelectMany(migrations => migrations)];
    }

    private Migration[] Read(LoadedFile file)
    {
        var migrations = new Migration[file.Sections.Count];
        for (var i = 0; i < migrations.Length; i++)
        {
            var section = file.Sections[i];
            var script = _reader.Read(new SqlSource(file.Placed.File.Path, file.Text, section.Start, section.End));
            migrations[i] = new Migration
            {
                Id = file.Placed.Layout.VersionIdentifies
                    ? new MigrationId(file.Placed.Placement.Version, file.Placed.Placement.Name)
                    : new MigrationId("", file.Placed.Id),
                Path = file.Placed.File.Path,
                Steps = script.Steps,
                Directives = script.Directives,
                StatementCount = script.StatementCount,
                Direction = section.Direction,
                Transaction = transaction ?? ModeOf(section.Wrapping, script),
            };
        }

        return migrations;
    }

    private TransactionMode ModeOf(Wrapping wrapping, SqlScript script) => wrapping switch
    {
        Wrapping.Transaction => TransactionMode.Single,
        Wrapping.Statements => TransactionMode.None,
        Wrapping.Detected => AllRefuseTransactions(script) ? TransactionMode.None : TransactionMode.Single,
        _ when !database.BatchIsTransaction || Opens(script) => TransactionMode.None,
        Wrapping.Batch => script.StatementCount > 1 ? TransactionMode.Single : TransactionMode.None,
        _ => LikelyTransaction.Of(script.Steps, database),
    };

    private static bool Opens(SqlScript script) => script.Steps.Exists(step => step.Operation is BeginTransaction && !step.Nested);

    private bool AllRefuseTransactions(SqlScript script)
    {
        var steps = script.Steps;
        return steps.Count > 0 && !steps.Exists(step => database.CostOf(step.Operation, _nothing).Transaction != TransactionRule.Forbidden);
    }
}
