using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Databases;
using MigrationGuard.Execution;
using MigrationGuard.Planning;
using MigrationGuard.Snapshots;

namespace MigrationGuard.Cli.Plans;

/// <summary>A folder that gets a script for every part of a plan.</summary>
internal sealed class PlanFolder
{
    private readonly string _path;

    private PlanFolder(string path) => _path = path;

    /// <summary>The folder, which does not exist yet or is empty.</summary>
    /// <exception cref="UsageException">Something is in it, which would mix with the plan.</exception>
    public static PlanFolder At(string path, string shown) => File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        ? throw new UsageException($"--write {shown}: is not empty; name a folder that is, or one that does not exist yet")
        : new PlanFolder(path);

    /// <summary>Writes the scripts, numbered in the order in which they run, and what <c>execute</c> has to know of them.</summary>
    /// <param name="plans">The plans.</param>
    /// <param name="schema">The schema that they are made for; null where nobody looked.</param>
    /// <exception cref="UsageException">The folder cannot be written.</exception>
    public void Write(IReadOnlyList<PhasedPlan> plans, SchemaSnapshot? schema)
    {
        try
        {
            var scripts = new List<PlannedScript>();
            foreach (var (plan, part) in plans.SelectMany(plan => plan.Parts.Select(part => (plan, part))).OrderBy(each => each.part.Phase))
            {
                var phase = Names.Of(part.Phase);
                var file = string.Create(CultureInfo.InvariantCulture, $"{phase}/{scripts.Count + 1:000}_{NameOf(part)}.sql");
                var text = PlanText.Script(part, plan.Server);
                Directory.CreateDirectory(Path.Combine(_path, phase));
                File.WriteAllText(Path.Combine(_path, file), text);
                scripts.Add(new PlannedScript(file, new MigrationFile(file, text).Digest, phase, part.Migration.ToString())
                {
                    Question = part.Question,
                    Backfill = PartSql.BackfillOf(part, plan.Server),
                    Repeatable = part.InBatches,
                });
            }

            WriteManifest(plans, scripts, schema);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--write: {exception.Message}");
        }
    }

    // The same scripts for the same schema are the same plan, wherever the folder is.
    private void WriteManifest(IReadOnlyList<PhasedPlan> plans, List<PlannedScript> scripts, SchemaSnapshot? schema)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', scripts.Select(script => $"{script.File} {script.Digest}").Append(schema?.Fingerprint.Value ?? ""))));
        var manifest = new PlanManifest
        {
            Id = "plan-" + Convert.ToHexStringLower(digest)[..12],
            Server = string.Join(", ", plans.Select(plan => plan.Server.Name).Distinct()),
            PostgreSql = plans.Select(plan => plan.Server is PostgreSql server ? server.Version : (int?)null).Max(),
            Schema = schema?.Fingerprint.Value,
            Scripts = scripts,
            Left = plans.SelectMany(plan => plan.Left).Select(PlanText.Sentence).ToList() is { Count: > 0 } left ? left : null,
        };
        Directory.CreateDirectory(_path);
        File.WriteAllText(Path.Combine(_path, PlanManifest.FileName), manifest.ToJson());
        if (schema is not null)
        {
            File.WriteAllText(Path.Combine(_path, PlanManifest.SchemaFileName), schema.ToJson());
        }
    }

    private static string NameOf(PhasedPart part) => string.Concat(part.Migration.ToString().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' ? letter : '_'));
}
