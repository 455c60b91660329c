namespace MigrationGuard.Recordings;

/// <summary>
/// Writes one file per process into the directory <c>TARGET.parts</c>, each time as a whole: no two processes write the same file,
/// and nobody reads half of one.
/// </summary>
/// <param name="target">The path of the recording.</param>
public sealed class FileRecordingSink(string target) : IRecordingSink
{
    private const string Suffix = ".json";

    private readonly string _directory = DirectoryOf(target);
    private readonly string _name = FormattableString.Invariant($"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}");

    /// <summary>Where the processes that record into a file put theirs.</summary>
    public static string DirectoryOf(string target) => Path.GetFullPath(target) + ".parts";

    /// <summary>The recordings of all processes that recorded into a file.</summary>
    /// <exception cref="MigrationGuard.Manifests.ManifestException">One of them is damaged.</exception>
    /// <exception cref="IOException">They cannot be read.</exception>
    public static IReadOnlyList<Recording> ReadAll(string target)
    {
        var directory = DirectoryOf(target);
        return Directory.Exists(directory)
            ? [.. Directory.EnumerateFiles(directory, "*" + Suffix).Order(StringComparer.Ordinal).Select(static file => RecordingFile.Read(File.ReadAllText(file), file))]
            : [];
    }

    /// <inheritdoc/>
    public string? Open() => Try(() =>
    {
        Directory.CreateDirectory(_directory);
        var probe = Path.Combine(_directory, _name + ".probe");
        File.WriteAllText(probe, "");
        File.Delete(probe);
    });

    /// <inheritdoc/>
    public string? Write(Recording recording) => Try(() =>
    {
        var file = Path.Combine(_directory, _name + Suffix);
        File.WriteAllText(file + ".new", RecordingFile.ToJson(recording));
        File.Move(file + ".new", file, overwrite: true);
    });

    private string? Try(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return $"{_directory} cannot be written: {exception.Message}";
        }
    }
}
