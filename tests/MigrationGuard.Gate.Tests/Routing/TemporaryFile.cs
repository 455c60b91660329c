namespace MigrationGuard.Gate.Tests.Routing;

/// <summary>A file that is gone afterwards.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string text = "") => File.WriteAllText(Path, text);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}
