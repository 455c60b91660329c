using System.Text.Json;
using MigrationGuard.Backfills;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Execution;
using MigrationGuard.Snapshots;
using MigrationGuard.Sql;

namespace MigrationGuard.Cli.Plans;

/// <summary>A folder that <c>plan --write</c> has made, as something to execute.</summary>
/// <param name="Manifest">What it says of its scripts.</param>
/// <param name="Change">What is to be executed.</param>
/// <param name="Schema">The schema that it was made for; null where nobody looked.</param>
internal sealed record PlannedFolder(PlanManifest Manifest, PlannedChange Change, SchemaSnapshot? Schema)
{
    /// <summary>The phases in their order.</summary>
    public static IReadOnlyList<string> Phases { get; } = ["expand", "migrate", "contract"];

    /// <summary>Reads it.</summary>
    /// <param name="path">The folder, absolute.</param>
    /// <param name="shown">The folder as the user named it.</param>
    /// <param name="isEdited">Whether scripts may differ from what was planned.</param>
    /// <exception cref="UsageException">It is no such folder, or its scripts are not the ones that were planned.</exception>
    public static PlannedFolder Read(string path, string shown, bool isEdited)
    {
        var manifestPath = Path.Combine(path, PlanManifest.FileName);
        if (!File.Exists(manifestPath))
        {
            throw new UsageException($"{shown}: there is no {PlanManifest.FileName}; name a folder that 'migrationguard plan --write FOLDER' has written");
        }

        try
        {
            var manifest = PlanManifest.Parse(File.ReadAllText(manifestPath));
            var schemaPath = Path.Combine(path, PlanManifest.SchemaFileName);
            var schema = File.Exists(schemaPath) ? SchemaSnapshot.Parse(File.ReadAllText(schemaPath)) : null;
            RequireSame(manifest, (path, shown));
            var scripts = manifest.Scripts.Select(script => Read(script, (path, shown), isEdited)).ToList();
            var phases = Phases.Select(phase => new PlannedPhase(phase, PlanOf([.. scripts.Where(script => script.Planned.Phase == phase)]))).ToList();
            return new PlannedFolder(manifest, new PlannedChange(manifest.Id, phases) { Fingerprint = manifest.Schema }, schema);
        }
        catch (JsonException exception)
        {
            throw new UsageException($"{shown}/{PlanManifest.FileName}: it cannot be read: {exception.Message}; plan again");
        }
        catch (Exception exception) when (Problem.Of(shown, exception) is { } problem)
        {
            throw new UsageException(problem.ToString());
        }
    }

    private static void RequireSame(PlanManifest manifest, (string Path, string Shown) folder)
    {
        var planned = manifest.Scripts.Select(script => script.File).ToHashSet(StringComparer.Ordinal);
        var there = Phases.Select(phase => Path.Combine(folder.Path, phase)).Where(Directory.Exists).SelectMany(Directory.GetFiles)
            .Select(file => Path.GetRelativePath(folder.Path, file).Replace('\\', '/')).Where(file => file.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
        if (there.Find(file => !planned.Contains(file)) is { } added)
        {
            throw new UsageException($"{folder.Shown}/{added} is none of the plan's scripts and would not run: make a migration of it and plan again, or remove it");
        }

        if (manifest.Scripts.FirstOrDefault(script => !there.Contains(script.File)) is { } missing)
        {
            throw new UsageException($"{folder.Shown}/{missing.File} is missing: put it back, or plan again");
        }
    }

    private static (PlannedScript Planned, MigrationFile File) Read(PlannedScript script, (string Path, string Shown) folder, bool isEdited)
    {
        var file = new MigrationFile(script.File, File.ReadAllText(Path.Combine(folder.Path, script.File)));
        return file.Digest == script.Digest ? (script, file)
            : isEdited ? (script with { Backfill = null, Repeatable = false }, file)
            : throw new UsageException($"{folder.Shown}/{script.File} is not what was planned: plan again, or say --edited if you changed it and know what it does now");
    }

    private static StepPlan PlanOf(IReadOnlyList<(PlannedScript Planned, MigrationFile File)> scripts)
    {
        var plan = StepPlan.Read([.. scripts.Select(script => script.File)]);
        var planned = scripts.ToDictionary(script => script.File.Path, script => script.Planned, StringComparer.Ordinal);
        return plan with { Steps = [.. plan.Steps.Select(step => With(step, planned[step.File.Path]))] };
    }

    private static MigrationStep With(MigrationStep step, PlannedScript script) => step with
    {
        Question = script.Question,
        IsRepeatable = script.Repeatable,
        Rows = script.Backfill is { } update ? BackfillReader.Read(new SqlSource(script.File, update)).Definition : null,
    };
}
