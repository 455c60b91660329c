namespace MigrationGuard.TestKit.Docs;

/// <summary>A file of the repository that is generated: compared with what it should hold, or written when <c>MIGRATIONGUARD_WRITE_DOCS=1</c>.</summary>
public static class GeneratedFile
{
    /// <summary>Whether generated files are to be written instead of compared.</summary>
    public static bool Writes { get; } = Environment.GetEnvironmentVariable("MIGRATIONGUARD_WRITE_DOCS") == "1";

    /// <summary>What is wrong with the file, or null when it holds exactly this text (now).</summary>
    public static string? Difference(string text, params string[] path)
    {
        var file = RepositoryFiles.Path(path);
        if (Writes)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            return null;
        }

        const string repair = "run 'dotnet cake --target=Docs' and commit the result";
        return !File.Exists(file) ? $"{string.Join('/', path)} is missing; {repair}"
            : File.ReadAllText(file) != text ? $"{string.Join('/', path)} is stale; {repair}"
            : null;
    }
}
