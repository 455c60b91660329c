using MigrationGuard.Cli.Sources;
using MigrationGuard.Manifests;

namespace MigrationGuard.Cli.Judging;

/// <summary>Manifests that a user names.</summary>
internal static class ManifestFiles
{
    /// <summary>Reads one.</summary>
    /// <exception cref="UsageException">It cannot be read or is no manifest.</exception>
    public static StatementManifest Read(string file, Surroundings surroundings)
    {
        try
        {
            using var stream = File.OpenRead(Path.GetFullPath(file, surroundings.Directory));
            return ManifestFile.Read(stream, file);
        }
        catch (ManifestException exception)
        {
            throw new UsageException(exception.Message);
        }
        catch (Exception exception) when (Problem.Of(file, exception) is { } problem)
        {
            throw new UsageException(problem.ToString());
        }
    }

    /// <summary>Writes one: whole, or not at all.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static void Save(StatementManifest manifest, string file, Surroundings surroundings)
    {
        var target = Path.GetFullPath(file, surroundings.Directory);
        var partial = target + ".partial";
        try
        {
            using (var stream = File.Create(partial))
            {
                ManifestFile.Write(manifest, stream);
            }

            File.Move(partial, target, overwrite: true);
        }
        catch (Exception exception) when (Problem.Of(file, exception) is not null)
        {
            throw new UsageException($"{file} cannot be written: {exception.Message}");
        }
    }
}
