using MigrationGuard.Checking;
using MigrationGuard.Cli.Checking.Waivers;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Cli.Sources.Layouts;
using MigrationGuard.Configuration;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Checking;

/// <summary>One run of <c>check</c>: from arguments to a report.</summary>
internal sealed class CheckRun(CheckRequest request, Surroundings surroundings)
{
    private readonly List<Problem> _problems = [];
    private readonly List<LoadedFile> _asked = [];
    private readonly InputFiles _input = new(surroundings.Directory);

    /// <inheritdoc cref="HistoryCheck.Judging" />
    public Action<IReadOnlyList<Migrations.Migration>, CheckOptions>? Judging { get; init; }

    /// <inheritdoc cref="HistoryCheck.Reading" />
    public Action<IReadOnlyList<Migrations.Migration>, CheckOptions>? Reading { get; init; }

    /// <summary>Is given the files of all histories with their texts, before they are judged.</summary>
    public Action<IReadOnlyList<LoadedFile>>? Loading { get; init; }

    /// <summary>Checks.</summary>
    /// <exception cref="UsageException">Arguments or configuration cannot be used.</exception>
    /// <exception cref="DependencyException">A program that is needed is not there.</exception>
    public CheckReport Run()
    {
        var settings = new SettingsSource(request, surroundings, _input).Read();
        using var database = LiveCheck.Open(request.Connection, settings, surroundings);
        settings = database?.Complete(settings) ?? settings;
        UsageException.Of(settings.Check.Verify);
        var state = settings.Check.State is { } file ? ReadState(file.Value) : null;
        FindFiles(settings);
        var severities = new ConfiguredSeverities(_input.Files);
        var check = new HistoryCheck(settings.Check, state?.Live ?? LiveVersions.Unknown, severities.Of, surroundings.Time.GetUtcNow().UtcDateTime.Date) { Database = database, Judging = Judging, Reading = Reading };
        var code = _input.Code.Count + _input.Projects.Count > 0 ? new CodeRun(request, surroundings, _input) { Settings = settings, State = state, Judge = check.Judge }.Run() : CodeResult.None;
        _problems.AddRange(code.Problems);
        _input.Files.RemoveAll(file => file.FullPath is not null && code.Scripts.Contains(file.FullPath));
        var sets = FindSets(settings, code);
        var released = new ReleasedFiles(request, settings, state, surroundings.Directory).Of(sets, code.Migrations);
        var detect = settings.Check.Database is null ? DialectDetection.FromText : DialectDetection.Given;
        var loaded = new FileLoader(surroundings.Input, detect).Load([.. sets.SelectMany(set => set.Files)]);
        Loading?.Invoke(loaded);
        Say(loaded);

        var results = Check(check, sets, loaded, released, settings);
        var waivers = new WaivedFiles(WaiverFile.Find(surroundings.Directory).Waivers, DateOnly.FromDateTime(surroundings.Time.GetUtcNow().UtcDateTime), surroundings.Say);
        var files = waivers.Of([.. new ReportedFiles(_asked, severities).Of(results, loaded), .. code.Files]);
        var servers = results.Select(result => result.Server).Concat(code.Servers).Distinct().ToList();
        var report = new CheckReport(files, servers, _problems, Summary.Of(files, results.Sum(result => result.Released) + code.Released), ExitCode.Yes)
        {
            Fails = settings.FailOn?.Value == FailOn.Warning ? Severity.Warning : Severity.Error,
        };
        return report with { Verdict = Verdicts.Of(report, settings) };
    }

    private StateFile ReadState(string path)
    {
        var json = JsonFile.Read(_input.Shown(path), path);
        return UsageException.Of(() => StateFileReader.Read(json));
    }

    private string Kinds => _input.Code.Count + _input.Projects.Count > 0 ? ".sql file and no class that FluentMigrator or EF Core runs" : ".sql file";

    private void FindFiles(Settings settings)
    {
        foreach (var path in request.Paths.Count > 0 ? request.Paths : settings.Check.Migrations?.Value ?? [])
        {
            _input.Add(path);
        }

        _problems.AddRange(_input.Problems);
    }

    private List<MigrationSet> FindSets(Settings settings, CodeResult code)
    {
        var sets = LayoutCatalog.Arrange(_input.Files);
        foreach (var set in sets)
        {
            if (LayoutCatalog.TakeOutForeign(set, settings.Check.Database?.Value ?? set.ProductOfNames()) is { Count: > 0 } foreign)
            {
                var where = set.Root.Length == 0 ? "." : set.Root;
                surroundings.Say($"{where}: left out {Names.Count(foreign.Count, "script")} for other databases or replaced by one for this database, e.g. {foreign[0].File.Name}");
            }
        }

        sets.RemoveAll(set => set.Files.Count == 0);
        if (sets.Count == 0 && code.Migrations.Count == 0 && _problems.Count == 0)
        {
            throw new UsageException(request.Paths.Count == 0 && settings.Check.Migrations is null
                ? "what should be checked? migrationguard check PATH…, or \"migrations\" in migrationguard.json (migrationguard init writes it)"
                : $"no migrations: there is no {Kinds} to check in {string.Join(", ", request.Paths.Count > 0 ? request.Paths : settings.Check.Migrations!.Value)}");
        }

        return sets;
    }

    private void Say(LoadedFile[] loaded)
    {
        foreach (var file in loaded)
        {
            if (file.Problem is not null)
            {
                _problems.Add(file.Problem);
            }
            else if (file.Note is not null)
            {
                surroundings.Say(file.Placed.File.Path + ": " + file.Note);
            }
        }

        foreach (var problem in _problems)
        {
            surroundings.Say(problem.ToString());
        }
    }

    private List<CheckedHistory> Check(HistoryCheck check, List<MigrationSet> sets, LoadedFile[] loaded, HashSet<string> released, Settings settings)
    {
        var results = new List<CheckedHistory>();
        var next = 0;
        foreach (var set in sets)
        {
            var files = new ArraySegment<LoadedFile>(loaded, next, set.Files.Count);
            next += set.Files.Count;
            var readable = files.Where(file => file.Problem is null).ToList();
            foreach (var decision in readable.Count == 0 ? [] : ProductDecision.Of(set, readable, settings.Check.Database?.Value ?? DatabaseKinds.None))
            {
                results.Add(check.Run(decision, released));
                if (decision.Asks is not null)
                {
                    _asked.Add(decision.Asks);
                }
            }
        }

        return results;
    }
}
