using FluentMigrator;
using FluentMigrator.Runner.Processors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;
using MigrationGuard.Checking;
using MigrationGuard.CSharp;
using MigrationGuard.FluentMigrator.Collecting;
using MigrationGuard.FluentMigrator.Reading;
using MigrationGuard.FluentMigrator.Running;
using MigrationGuard.FluentMigrator.Tests.Scenes;
using MigrationGuard.Migrations;
using MigrationGuard.Sql;
using Migration = MigrationGuard.Migrations.Migration;

namespace MigrationGuard.FluentMigrator.Tests.Reading;

/// <summary>What the analyzer says of a source, and the hook of the migration that was compiled from it.</summary>
internal static class Judged
{
    /// <summary>The migrations of a source, as the analyzer reads them.</summary>
    public static IReadOnlyList<Migration> Read(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview), "M.cs");
        return [.. MigrationSourceReader.Read(CSharpCompilation.Create("source", [tree]), new ReadOptions(SqlDialect.PostgreSql), default).Select(read => read.Migration)];
    }

    /// <summary>A migration as the hook collects it; no database is asked.</summary>
    public static Migration Collect(IMigration migration, MigrationId id, Direction direction = Direction.Up)
    {
        var services = new ServiceCollection();
        RunnerServices.Add(services, "Host=127.0.0.1");
        using var provider = services.BuildServiceProvider();
        using var scope = provider.CreateScope();
        var planned = new PlannedMigration(migration, id, direction, TransactionMode.Single);
        var collected = new MigrationCollector(scope.ServiceProvider.GetRequiredService<IProcessorAccessor>().Processor, scope.ServiceProvider).Collect(planned);
        return CollectedMigration.Of(planned, collected, SqlDialect.PostgreSql);
    }

    /// <summary>The findings of the last of these migrations: level, id and effect on each line.</summary>
    public static string Findings(params Migration[] history)
    {
        var options = new CheckOptions { Candidates = [Databases.PostgreSql.Of(16)], HoldsContracts = false };
        return string.Join("\n", CheckedHistory.Of(history, options).Migrations[^1].Findings.Select(finding => $"{finding.Severity} {finding.Rule.Id} {finding.Effect}").Order(StringComparer.Ordinal));
    }
}
