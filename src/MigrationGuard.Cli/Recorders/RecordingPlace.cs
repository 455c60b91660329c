using MigrationGuard.Cli.Judging;
using MigrationGuard.Manifests;
using MigrationGuard.Recordings;

namespace MigrationGuard.Cli.Recorders;

/// <summary>Where the processes of one run put their recordings, and the manifest that they become.</summary>
internal sealed class RecordingPlace
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly RecordRequest _request;
    private readonly Surroundings _surroundings;
    private readonly string? _output;

    public RecordingPlace(RecordRequest request, Surroundings surroundings)
    {
        (_request, _surroundings) = (request, surroundings);
        _output = request.OutputFile is { } file ? Path.GetFullPath(file, surroundings.Directory) : null;
        var run = FormattableString.Invariant($"{Environment.ProcessId}-{Guid.NewGuid():N}")[..20];
        Target = _output is not null ? $"{_output}.{run}" : Path.Combine(Path.GetTempPath(), "migrationguard-" + run);
    }

    /// <summary>The file into which the processes record; there is never one, only its parts.</summary>
    public string Target { get; }

    /// <summary>Makes sure that everything can be written, before the command runs.</summary>
    /// <exception cref="UsageException">It cannot.</exception>
    public void Check()
    {
        if (new FileRecordingSink(Target).Open() is { } problem)
        {
            throw new UsageException(problem);
        }

        if (_request.Command.Count == 0)
        {
            Clean();
        }

        if (Existing() is { } existing && (existing.Service, existing.Label, existing.Digest) != (_request.Version.Service, _request.Version.Label, _request.Version.Digest))
        {
            Clean();
            throw new UsageException($"{_request.OutputFile} is the manifest of {existing.Service} {existing.Label} ({existing.Digest}); write to another file, or begin it anew with --replace");
        }
    }

    /// <summary>What the processes recorded.</summary>
    /// <exception cref="UsageException">A part of it cannot be read.</exception>
    public IReadOnlyList<Recording> Read() => MergedFiles.ReadParts(Target);

    /// <summary>Keeps what this tool itself recorded until there is a manifest of it.</summary>
    public void Keep(Recording recording)
    {
        var sink = new FileRecordingSink(Target);
        if (recording.Commands > 0 && (sink.Open() ?? sink.Write(recording)) is { } problem)
        {
            _surroundings.Say(problem);
        }
    }

    /// <summary>Says what became of a recording that is no manifest.</summary>
    public string Kept(string what)
    {
        if (Read().Count > 0)
        {
            return $"{what}; what was recorded is kept, and 'migrationguard statements record --merge {Shown(Target)} …' makes a manifest of it";
        }

        Clean();
        return what;
    }

    /// <summary>Writes the manifest, together with what the file holds of the same version, and forgets the recordings that are in it.</summary>
    /// <exception cref="UsageException">The file holds another version, or cannot be written.</exception>
    public async Task<StatementManifest> SaveAsync(StatementManifest manifest, CancellationToken cancellation)
    {
        var whole = Checked(manifest);
        if (_output is not null)
        {
            await using var held = await HoldAsync(_output, cancellation);
            whole = Checked(Together(manifest));
            ManifestFiles.Save(whole, _request.OutputFile!, _surroundings);
            Clean();
        }

        return whole;
    }

    /// <summary>The manifest that the file holds already; null without one.</summary>
    public StatementManifest? Existing()
        => _output is null || _request.Replace || !File.Exists(_output) || new FileInfo(_output).Length == 0 ? null : ManifestFiles.Read(_request.OutputFile!, _surroundings);

    /// <summary>Forgets what the processes recorded.</summary>
    public void Clean()
    {
        if (Directory.Exists(FileRecordingSink.DirectoryOf(Target)))
        {
            Directory.Delete(FileRecordingSink.DirectoryOf(Target), recursive: true);
        }
    }

    // What cannot be read again must not be written.
    private StatementManifest Checked(StatementManifest manifest)
    {
        try
        {
            using var json = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(ManifestFile.ToJson(manifest)));
            return ManifestFile.Read(json, "the recording");
        }
        catch (ManifestException exception)
        {
            throw new UsageException($"{exception.Message}\n{Kept("no manifest is made of it")}");
        }
    }

    private StatementManifest Together(StatementManifest manifest)
    {
        if (Existing() is not { } existing)
        {
            return manifest;
        }

        try
        {
            var builder = new ManifestBuilder(existing with { Footprint = null });
            builder.Add(manifest);
            return builder.Build();
        }
        catch (ManifestException exception)
        {
            throw new UsageException($"{_request.OutputFile}: {exception.Message}\n{Kept("write to another file, or begin it anew with --replace")}");
        }
    }

    // Two runs that end at the same time add to the same file one behind the other. The lock stays: deleting it would let two in.
    private static async Task<FileStream> HoldAsync(string output, CancellationToken cancellation)
    {
        var path = Path.Combine(Path.GetDirectoryName(output)!, $".{Path.GetFileName(output)}.lock");
        for (var left = Patience; ; left -= Pause)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (left > TimeSpan.Zero && File.Exists(path))
            {
                await Task.Delay(Pause, cancellation);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"{path} cannot be locked: {exception.Message}");
            }
        }
    }

    private string Shown(string path) => Path.GetRelativePath(_surroundings.Directory, path) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
}
