using MigrationGuard.Cli.Judging;
using MigrationGuard.Manifests;
using MigrationGuard.Recordings;

namespace MigrationGuard.Cli.Recorders;

/// <summary>Recordings and manifests that a user names.</summary>
/// <param name="Recordings">What processes recorded.</param>
/// <param name="Manifests">Manifests of the same version.</param>
internal sealed record MergedFiles(IReadOnlyList<Recording> Recordings, IReadOnlyList<StatementManifest> Manifests)
{
    /// <summary>Reads them: the target of a recording gives what its processes wrote, another file is a manifest.</summary>
    /// <exception cref="UsageException">One cannot be read, or is of another version.</exception>
    public static MergedFiles Read(IReadOnlyList<string> files, RecordedVersion version, Surroundings surroundings)
    {
        var (recordings, manifests) = (new List<Recording>(), new List<StatementManifest>());
        foreach (var file in files)
        {
            var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(file, surroundings.Directory));
            path = path.EndsWith(".parts", StringComparison.Ordinal) ? path[..^".parts".Length] : path;
            if (Directory.Exists(FileRecordingSink.DirectoryOf(path)))
            {
                recordings.AddRange(ReadParts(path));
                continue;
            }

            var manifest = ManifestFiles.Read(file, surroundings);
            if ((manifest.Service, manifest.Label, manifest.Digest) != (version.Service, version.Label, version.Digest))
            {
                throw new UsageException($"{file} is the manifest of {manifest.Service} {manifest.Label} ({manifest.Digest}): one manifest describes one version");
            }

            manifests.Add(manifest);
        }

        return new MergedFiles(recordings, manifests);
    }

    /// <summary>What processes recorded into a file.</summary>
    /// <exception cref="UsageException">A part of it cannot be read.</exception>
    public static IReadOnlyList<Recording> ReadParts(string target)
    {
        try
        {
            return FileRecordingSink.ReadAll(target);
        }
        catch (Exception exception) when (exception is ManifestException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{exception.Message}; remove this file to go on without that process");
        }
    }
}
