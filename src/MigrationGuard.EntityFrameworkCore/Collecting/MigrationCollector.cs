using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using MigrationGuard.Checking;
using MigrationGuard.Migrations;
using MigrationGuard.Pending;
using MigrationGuard.Sql;
using EfMigration = Microsoft.EntityFrameworkCore.Migrations.Migration;
using Migration = MigrationGuard.Migrations.Migration;

namespace MigrationGuard.EntityFrameworkCore.Collecting;

/// <summary>Collects what EF Core would send for migrations: their operations, through the generator of the provider, with the model as the migrator makes it.</summary>
/// <param name="context">The context that migrates.</param>
/// <param name="dialect">The dialect of the guard.</param>
internal sealed class MigrationCollector(DbContext context, SqlDialect dialect)
{
    private readonly List<PendingProblem> _problems = [];

    /// <summary>The whole run. A migration that throws has no steps and is a problem of the run.</summary>
    public PendingRun Collect(IReadOnlyList<PendingStep> steps)
    {
        var migrations = steps.Select(Collect).ToArray();
        return new PendingRun($"Entity Framework Core {ProductInfo.GetVersion()}", migrations) { OwnTables = new[] { HistoryTable() }, Problems = _problems };
    }

    private string HistoryTable()
    {
        var options = RelationalOptionsExtension.Extract(context.GetService<IDbContextOptions>());
        var table = options.MigrationsHistoryTableName ?? HistoryRepository.DefaultTableName;
        return options.MigrationsHistoryTableSchema is { } schema ? $"{schema}.{table}" : table;
    }

    private Migration Collect(PendingStep step)
    {
        var path = $"{step.Id} ({step.Class.FullName})";
        var (script, known) = (new SqlScript([], [], 0, 0), (ISchemaKnowledge?)null);
        try
        {
            (script, known) = Read(step, path);
        }
        catch (Exception exception)
        {
            // The class is the user's: it may throw anything.
            var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            _problems.Add(new PendingProblem(step.Name, $"it cannot be collected, {step.Direction} throws {cause.GetType().Name}: {cause.Message}"));
        }

        return Directives.Apply(new Migration
        {
            Id = step.Name,
            Path = path,
            Steps = script.Steps,
            Transaction = TransactionMode.Single,
            Direction = step.Direction,
            StopsAtErrors = true,
            Source = SourceKind.EntityFramework,
            Directives = (Directive[])[.. MigrationMarks.Of(step.Class, step.Direction == Direction.Up ? ["Up"] : ["Down"], path), .. script.Directives],
            StatementCount = script.StatementCount,
            Known = known,
        });
    }

    private (SqlScript Script, ISchemaKnowledge Known) Read(PendingStep step, string path)
    {
        var migration = Create(step.Class);
        var isUp = step.Direction == Direction.Up;
        var operations = isUp ? migration.UpOperations : migration.DownOperations;
        var model = isUp ? migration.TargetModel : step.Before is null ? null : Create(step.Before).TargetModel;
        var script = new CommandScript(dialect, path);
        foreach (var command in context.GetService<IMigrationsSqlGenerator>().Generate(operations, Finalized(model)))
        {
            script.Add(command);
        }

        var known = new ModelKnowledge(context, isUp ? operations : [], Finalized(migration.TargetModel), dialect);
        return (script.Read(), known);
    }

    private EfMigration Create(TypeInfo type) => context.GetService<IMigrationsAssembly>().CreateMigration(type, context.GetService<IDatabaseProvider>().Name);

    private IModel? Finalized(IModel? model) => model is null ? null : context.GetService<IModelRuntimeInitializer>().Initialize(model);
}
