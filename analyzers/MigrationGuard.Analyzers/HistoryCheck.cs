using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MigrationGuard.Checking;
using MigrationGuard.CSharp.Checking;
using MigrationGuard.CSharp.Reporting;
using MigrationGuard.CSharp;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;

namespace MigrationGuard.Analyzers;

/// <summary>Reads and judges all migrations of a compilation.</summary>
internal sealed class HistoryCheck
{
    private readonly Compilation _compilation;
    private readonly AnalyzerOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly ConfiguredSeverities _severities;
    private readonly Reporter _reporter;

    public HistoryCheck(Compilation compilation, AnalyzerOptions options, CancellationToken cancellation)
    {
        (_compilation, _options, _cancellation) = (compilation, options, cancellation);
        var trees = new Dictionary<string, SyntaxTree>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            trees[Places.Slashed(tree.FilePath)] = tree;
        }

        _severities = new ConfiguredSeverities(compilation, trees, cancellation);
        _reporter = new Reporter(trees, options, _severities.Of, cancellation);
    }

    /// <summary>What is to be reported.</summary>
    public Found Run()
    {
        var (settings, problem) = ProjectSettings.Read(_options, _cancellation);
        if (settings is null)
        {
            _reporter.Add(problem!);
            return _reporter.Found;
        }

        var check = new SourceCheck(_compilation, OptionsOf(settings), _cancellation);
        var found = check.Run();
        if (check.Question(found) is { } question)
        {
            _reporter.Add(question);
        }

        foreach (var source in found)
        {
            foreach (var migration in source.Result.Migrations)
            {
                Report(migration, source.Product);
            }
        }

        return _reporter.Found;
    }

    private SourceCheckOptions OptionsOf(ProjectSettings settings) => new()
    {
        Settings = settings.Settings,
        State = settings.State,
        References = [.. _compilation.ReferencedAssemblyNames.Select(static assembly => assembly.Name)],
        Scripts = new AdditionalScripts(_options.AdditionalFiles),
        SeverityIn = _severities.Of,
        Today = settings.Today,
    };

    private void Report(CheckedMigration migration, DatabaseKinds product)
    {
        foreach (var finding in migration.Findings)
        {
            _reporter.Add(finding, FixHints.Of(finding, product, migration));
        }

        if (migration.Migration.Direction == Direction.Up)
        {
            foreach (var step in migration.Steps.Where(static step => StepNote.IsWorthwhile(step)))
            {
                _reporter.AddNote(step);
            }
        }
    }
}
