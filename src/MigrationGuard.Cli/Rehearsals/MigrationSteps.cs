using MigrationGuard.Cli.Sources;
using MigrationGuard.Execution;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Rehearsals;
using MigrationGuard.Sql;

namespace MigrationGuard.Cli.Rehearsals;

/// <summary>Cuts migrations into what their runner commits: scripts as they are written, classes as the SQL of their operations.</summary>
/// <param name="files">The scripts by their paths as shown.</param>
internal sealed class MigrationSteps(IReadOnlyDictionary<string, LoadedFile> files)
{
    private const string OwnRunner = "run it by its own runner, with --migrate";

    private readonly ISqlWriter _writer = Sqls.Writer(SqlDialect.PostgreSql);

    /// <summary>The migration with its steps, or with the reason why it has none.</summary>
    public RehearsalMigration Of(Migration migration)
    {
        var result = new RehearsalMigration(migration.Id.ToString(), migration.Path);
        return migration.Source == SourceKind.Sql && files.TryGetValue(migration.Path, out var file) ? OfScript(result, migration, file) : OfClass(result, migration);
    }

    private static RehearsalMigration OfScript(RehearsalMigration result, Migration migration, LoadedFile file)
    {
        var section = file.Sections.First(section => section.Direction == Direction.Up);
        var plan = StepPlan.Read([migration.Transaction == TransactionMode.None
            ? new MigrationFile(migration.Path, file.Text) { Start = section.Start, End = section.End }
            : InTransaction(migration.Path, file.Text[..section.Start], file.Text[section.Start..section.End])]);
        return plan.Problems.Count == 0 ? result with { Steps = plan.Steps } : result with { Obstacle = plan.Problems[0].ToString() };
    }

    // As its runner does; the lines stay where they are.
    private static MigrationFile InTransaction(string path, string before, string section)
    {
        const string begin = "BEGIN;";
        var text = $"{before}{begin}{section}\n;COMMIT;";
        return new MigrationFile(path, text) { Start = before.Length };
    }

    private RehearsalMigration OfClass(RehearsalMigration result, Migration migration)
    {
        var file = new MigrationFile(migration.Path, "");
        var (steps, together) = (new List<MigrationStep>(), new List<MigrationStatement>());
        foreach (var step in migration.Steps.Where(step => !step.Nested))
        {
            if (step.HasPlaceholders || step.Conditional)
            {
                return result with { Obstacle = $"{Place(step)}: what it does is only known when it runs: {OwnRunner}" };
            }

            if ((step.Operation is ControlFlow code ? code.Text : _writer.Write(step.Operation)) is not { } sql)
            {
                return result with { Obstacle = step.Operation is UnreadSql unread ? $"{Place(step)}: {unread.Reason}: {OwnRunner}" : $"{Place(step)}: it cannot be written as SQL: {OwnRunner}" };
            }

            var alone = migration.Transaction == TransactionMode.None || step.OutsideTransaction;
            if (alone)
            {
                Flush(steps, together, file);
            }

            together.Add(new MigrationStatement(sql, 0, step.Span.Line, [step.Operation]));
            if (alone)
            {
                steps.Add(StepOf(steps, together, file) with { IsTransactional = !step.OutsideTransaction && !IsRefused(step.Operation) });
                together = [];
            }
        }

        Flush(steps, together, file);
        return result with { Steps = steps };
    }

    private static void Flush(List<MigrationStep> steps, List<MigrationStatement> together, MigrationFile file)
    {
        if (together.Count > 0)
        {
            steps.Add(StepOf(steps, [.. together], file));
            together.Clear();
        }
    }

    private static MigrationStep StepOf(List<MigrationStep> steps, List<MigrationStatement> statements, MigrationFile file)
        => new() { Number = steps.Count + 1, File = file, Statements = statements, Settings = [], IsTransactional = true };

    private static bool IsRefused(Operation operation)
        => operation is CreateIndex { Concurrently: true } or DropIndex { Concurrently: true } or Reindex { Concurrently: true } or DetachPartition { Concurrently: true };

    private static string Place(Step step) => FormattableString.Invariant($"{step.Span.Path}:{step.Span.Line}");
}
