using MigrationGuard.Checking;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Cli.Sources.CSharp;
using MigrationGuard.Configuration;
using MigrationGuard.CSharp;
using MigrationGuard.CSharp.Checking;
using MigrationGuard.CSharp.Reporting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Checking;

/// <summary>Checks the migrations of a C# project as the analyzers do.</summary>
/// <param name="selected">The project and its files.</param>
/// <param name="input">Shows paths.</param>
/// <param name="today">The day on which ignores expire.</param>
internal sealed class CodeCheck(SelectedProject selected, InputFiles input, DateTime today)
{
    private readonly CompiledProject _compiled = new(selected);
    private readonly DiskScripts _scripts = new(selected.Project, input);

    /// <summary>The settings.</summary>
    public required CheckSettings Settings { get; init; }

    /// <summary>What the state file says; null when there is none.</summary>
    public StateFile? State { get; init; }

    /// <summary>The absolute paths of the files that changed; null when nobody asked.</summary>
    public IReadOnlySet<string>? Changed { get; init; }

    /// <summary>Judges a history.</summary>
    public required Func<IReadOnlyList<Migrations.Migration>, CheckOptions, CheckedHistory> Judge { get; init; }

    /// <summary>Where the sources cannot be understood, as a note; null when they can.</summary>
    public string? Note => _compiled.Errors() is var (first, files)
        ? $"{first}; what can be read is checked{(files > 1 ? FormattableString.Invariant($" (and {files - 1} more files)") : "")}" : null;

    /// <summary>The first call of a migration in each file that was asked for which the symbols leave out, with the path as shown.</summary>
    public IEnumerable<(string Path, InactiveCall Call)> Inactive()
        => selected.Sources
            .Where(file => selected.Selected.Contains(file.File.FullPath!) && _compiled.Trees.ContainsKey(file.File.Path))
            .Select(file => (file.File.Path, InactiveCode.FirstCall(_compiled.Trees[file.File.Path])))
            .Where(static one => one.Item2 is not null)!;

    /// <summary>Checks.</summary>
    public CodeResult Run()
    {
        var severities = new CSharp.Reporting.ConfiguredSeverities(_compiled.Compilation, _compiled.Trees, CancellationToken.None);
        var check = new SourceCheck(_compiled.Compilation, Options(severities), CancellationToken.None);
        var found = UsageException.Of(check.Run);
        var findings = found.SelectMany(source => source.Result.Migrations).SelectMany(migration => migration.Findings).ToList();
        if (check.Question(found) is { } question)
        {
            findings.Insert(0, question);
        }

        var diagnostics = new FindingDiagnostics(severities.Of, LocationOf);
        var reported = new ReportedCode(TextOf).Of([.. found.SelectMany(source => source.Result.Migrations)], new EffectiveFindings(_compiled.Compilation, diagnostics).Of(findings));
        return new CodeResult(reported, [.. found.Where(source => source.Result.Migrations.Count > 0).Select(source => source.Result.Server)], found.Sum(Released))
        {
            Migrations = [.. found.SelectMany(source => source.History.Migrations).Select(source => (source.Migration, _compiled.FullPath(source.Migration.Path)))],
            Scripts = _scripts.Named.Keys.ToHashSet(StringComparer.Ordinal),
        };
    }

    private SourceCheckOptions Options(CSharp.Reporting.ConfiguredSeverities severities) => new()
    {
        Settings = Settings,
        State = State,
        References = selected.Packages,
        Scripts = _scripts,
        SeverityIn = severities.Of,
        Today = today,
        IsOwn = _compiled.IsOwn,
        IsHistory = migration => !IsSelected(migration) || IsUnchanged(migration),
        FullPath = _compiled.FullPath,
        Each = Partition.For,
        Judge = Judge,
    };

    // The rest of the project is read for what it leaves behind; it is not what was asked for.
    private int Released(CheckedSource source) => source.Result.Released - source.History.Migrations.Count(migration => !IsSelected(migration));

    private bool IsSelected(SourceMigration migration) => selected.Selected.Contains(_compiled.FullPath(migration.Migration.Path));

    private bool IsUnchanged(SourceMigration migration) => Changed is not null && !migration.Files.Any(path => Changed.Contains(_compiled.FullPath(path)));

    private string TextOf(string path)
        => _compiled.Trees.TryGetValue(path, out var tree) ? tree.GetText().ToString()
            : _scripts.Named.Values.FirstOrDefault(source => source?.Path == path)?.Text ?? "";

    private Location LocationOf(SourceSpan place)
    {
        var span = new TextSpan(place.Start, place.Length);
        if (_compiled.Trees.TryGetValue(place.Path, out var tree))
        {
            return Location.Create(tree, span);
        }

        var start = new LinePosition(place.Line - 1, place.Column - 1);
        return Location.Create(place.Path, span, new LinePositionSpan(start, start));
    }
}
