using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MigrationGuard.Checking;
using MigrationGuard.Configuration;
using MigrationGuard.CSharp;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;
using MigrationGuard.Sql;

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
            trees[ProjectFiles.Slashed(tree.FilePath)] = tree;
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

        var product = settings.Settings.Database?.Value ?? DatabaseKinds.None;
        var history = CheckedHistory.Of(product, kind => Check(kind, settings));
        if (product == DatabaseKinds.None && history.Migrations.Count > 0)
        {
            Ask(history.Migrations[0].Migration.Path);
        }

        foreach (var migration in history.Migrations)
        {
            Report(migration);
        }

        return _reporter.Found;
    }

    private CheckedHistory Check(DatabaseKinds product, ProjectSettings settings)
    {
        var candidates = settings.Settings.Candidates(product);
        var read = new ReadOptions(product == DatabaseKinds.PostgreSql ? SqlDialect.PostgreSql : SqlDialect.TSql)
        {
            Transaction = settings.Settings.Transaction?.Value,
            Scripts = new AdditionalScripts(_options.AdditionalFiles),
        };
        Migration[] history = [.. MigrationSourceReader.Read(_compilation, read, _cancellation).Select(static source => source.Migration)];
        var released = new ReleasedMigrations(history, settings);
        _cancellation.ThrowIfCancellationRequested();
        return CheckedHistory.Of(history, new CheckOptions
        {
            Candidates = candidates,
            Live = settings.State?.Live ?? LiveVersions.Unknown,
            CompleteHistory = settings.Settings.CompleteHistory?.Value ?? false,
            IsReleased = released.Contains,
            SeverityIn = _severities.Of,
            Today = settings.Today,
        });
    }

    private void Ask(string path)
    {
        var finding = DatabaseQuestion.At(new SourceSpan(path, 0, 0, 1, 1));
        var severity = _severities.Of(finding.Rule, path) ?? finding.Severity;
        if (severity != Severity.None)
        {
            _reporter.Add(finding with { Severity = severity });
        }
    }

    private void Report(CheckedMigration migration)
    {
        foreach (var finding in migration.Findings)
        {
            _reporter.Add(finding);
        }

        if (migration.Migration.Direction == Direction.Up)
        {
            var told = new HashSet<(SourceSpan, string)>();
            foreach (var step in migration.Steps)
            {
                // A loop that was unrolled is one place; what it does differs by table.
                var note = StepNote.Of(step);
                if (told.Add((note.Span, note.Effect)))
                {
                    _reporter.Add(note);
                }
            }
        }
    }
}
