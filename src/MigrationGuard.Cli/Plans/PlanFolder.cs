using System.Globalization;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Planning;

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

    /// <summary>Writes the scripts, numbered in the order in which they run.</summary>
    /// <exception cref="UsageException">The folder cannot be written.</exception>
    public void Write(IReadOnlyList<PhasedPlan> plans)
    {
        try
        {
            var number = 0;
            foreach (var (plan, part) in plans.SelectMany(plan => plan.Parts.Select(part => (plan, part))))
            {
                var folder = Directory.CreateDirectory(Path.Combine(_path, Names.Of(part.Phase)));
                File.WriteAllText(Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{++number:000}_{NameOf(part)}.sql")), PlanText.Script(part, plan.Server));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--write: {exception.Message}");
        }
    }

    private static string NameOf(PhasedPart part) => string.Concat(part.Migration.ToString().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' ? letter : '_'));
}
