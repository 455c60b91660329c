using Microsoft.CodeAnalysis;
using MigrationGuard.Checking;
using MigrationGuard.Configuration;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Checking;

/// <summary>Reads and judges the migrations of a project; the same for the compiler and for the tool.</summary>
/// <param name="compilation">The sources.</param>
/// <param name="options">What else is to be known; the settings were verified.</param>
/// <param name="cancellation">Ends the work.</param>
public sealed class SourceCheck(Compilation compilation, SourceCheckOptions options, CancellationToken cancellation)
{
    private readonly Dictionary<SqlDialect, IReadOnlyList<SourceHistory>> _read = [];

    /// <summary>The histories of the project, each checked for its product.</summary>
    public IReadOnlyList<CheckedSource> Run()
    {
        var given = options.Settings.Database?.Value ?? DatabaseKinds.None;
        var histories = Read(given == DatabaseKinds.SqlServer ? SqlDialect.TSql : SqlDialect.PostgreSql);
        var found = new List<CheckedSource>(histories.Count);
        for (var i = 0; i < histories.Count; i++)
        {
            var number = i;
            var product = given != DatabaseKinds.None ? given : SourceProduct.Of(histories[i], options.References);
            var result = CheckedHistory.Of(product, kind => Check(kind, number));
            found.Add(new CheckedSource(histories[i], result, product == DatabaseKinds.None && result.Migrations.Count > 0) { Product = product });
        }

        return found;
    }

    /// <summary>The finding that asks for the product, at the first migration for which it cannot be told; null when it is known.</summary>
    public Finding? Question(IReadOnlyList<CheckedSource> found)
    {
        var asking = found.FirstOrDefault(static source => source.Asks);
        if (asking is null)
        {
            return null;
        }

        var path = asking.Result.Migrations[0].Migration.Path;
        var question = DatabaseQuestion.At(new SourceSpan(path, 0, 0, 1, 1));
        var severity = options.SeverityIn?.Invoke(question.Rule, path) ?? question.Severity;
        return severity == Severity.None ? null : question with { Severity = severity };
    }

    // Every dialect has the same migrations in the same order, so that a history has the same number.
    private IReadOnlyList<SourceHistory> Read(SqlDialect dialect)
    {
        if (!_read.TryGetValue(dialect, out var histories))
        {
            var read = new ReadOptions(dialect) { Transaction = options.Settings.Transaction?.Value, Scripts = options.Scripts };
            SyntaxTree[] trees = [.. compilation.SyntaxTrees.Where(tree => options.IsOwn(tree))];
            _read[dialect] = histories = SourceHistory.Of(MigrationSourceReader.Read(compilation, trees, read, options.Each, cancellation));
        }

        return histories;
    }

    private CheckedHistory Check(DatabaseKinds product, int number)
    {
        var history = Read(product == DatabaseKinds.PostgreSql ? SqlDialect.PostgreSql : SqlDialect.TSql)[number].Migrations;
        var released = new ReleasedMigrations(history, options);
        cancellation.ThrowIfCancellationRequested();
        return Once(options.Judge([.. history.Select(static source => source.Migration)], new CheckOptions
        {
            Candidates = options.Settings.Candidates(product),
            Live = options.State?.Live ?? LiveVersions.Unknown,
            CompleteHistory = options.Settings.CompleteHistory?.Value ?? false,
            IsReleased = released.Contains,
            SeverityIn = options.SeverityIn,
            Each = options.Each,
            Today = options.Today,
        }));
    }

    // What a base class or helper does is done by every migration that uses it, and complained of once.
    private static CheckedHistory Once(CheckedHistory history)
    {
        var told = new HashSet<(string, SourceSpan, string)>();
        return history with
        {
            Migrations = [.. history.Migrations.Select(migration => migration with { Findings = [.. migration.Findings.Where(finding => told.Add((finding.Rule.Id, finding.Span, finding.Effect)))] })],
        };
    }
}
