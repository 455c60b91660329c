using System.Globalization;

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
            : FirstDifference(File.ReadAllText(file), text) is { } difference ? $"{string.Join('/', path)} is stale; {repair}\n{difference}"
            : null;
    }

    private static string? FirstDifference(string file, string text)
    {
        if (file == text)
        {
            return null;
        }

        var (old, current) = (file.Split('\n'), text.Split('\n'));
        var line = old.Zip(current).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Create(CultureInfo.InvariantCulture, $"line {line + 1}\n  in the file: {Line(old, line)}\n  should be:   {Line(current, line)}");
    }

    private static string Line(string[] lines, int number) => number < lines.Length ? lines[number] : "(the end)";
}
