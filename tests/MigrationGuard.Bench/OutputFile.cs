namespace MigrationGuard.Bench;

/// <summary>A temporary file for what a process prints: no tool waits for a reader.</summary>
public sealed class OutputFile : IDisposable
{
    /// <summary>Its path.</summary>
    public string Path { get; } = System.IO.Path.GetTempFileName();

    /// <summary>What was printed.</summary>
    public string Read() => File.ReadAllText(Path);

    /// <summary>Deletes the file.</summary>
    public void Dispose() => File.Delete(Path);
}
