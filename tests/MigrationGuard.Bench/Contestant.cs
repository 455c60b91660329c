using System.Globalization;

namespace MigrationGuard.Bench;

/// <summary>A tool that is measured.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version it says.</param>
/// <param name="Command">The program and the arguments before the files.</param>
public sealed record Contestant(string Name, string Version, string[] Command)
{
    /// <summary>What stands behind the files.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>Whether it wants a pattern, a folder, or every file by name.</summary>
    public FileArguments Files { get; init; }

    /// <summary>MigrationGuard and its peers.</summary>
    public static Contestant[] All(string tool, string peers)
    {
        var squawk = Directory.EnumerateFiles(Path.Combine(peers, "..", "@squawk-cli"), "squawk*", SearchOption.AllDirectories)
            .FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == "squawk") ?? throw new BenchException($"No native binary of squawk beside {peers}.");
        var pgfence = Existing(Path.Combine(peers, "pgfence"));
        return
        [
            new("migrationguard", VersionOf(Existing(tool)), [tool, "check"])
            {
                Options = ["--database", "postgresql", "--database-version", "16"],
                Files = FileArguments.Folder,
            },
            new("squawk", VersionOf(squawk), [squawk, "--pg-version=16"]) { Files = FileArguments.Pattern },
            new("pgfence", VersionOf(pgfence), [pgfence, "analyze", "--format", "sql", "--min-pg-version", "16"]) { Files = FileArguments.Names },
        ];
    }

    /// <summary>The command line for a folder.</summary>
    public string[] CommandFor(MigrationFolder folder) => [.. Command, .. Arguments(folder), .. Options];

    /// <summary>The command line for one file.</summary>
    public string[] CommandFor(string file) => [.. Command, file, .. Options];

    private string[] Arguments(MigrationFolder folder) => Files switch
    {
        FileArguments.Folder => [folder.Directory],
        FileArguments.Pattern => [Path.Combine(folder.Directory, "*.sql")],
        _ => folder.Paths,
    };

    private static string Existing(string program) => File.Exists(program) ? program : throw new BenchException($"{program} is not there. Run: dotnet cake --target=Bench");

    private static string VersionOf(string program)
    {
        using var output = new OutputFile();
        Measurement.Of([program, "--version"], output);
        var words = output.Read().Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.FirstOrDefault(word => char.IsAsciiDigit(word[0]))?.Split('+')[0].ToString(CultureInfo.InvariantCulture) ?? "unknown";
    }
}

/// <summary>How a tool is told the files.</summary>
public enum FileArguments
{
    /// <summary>The folder.</summary>
    Folder,

    /// <summary>A pattern that the tool expands.</summary>
    Pattern,

    /// <summary>Every file by its name.</summary>
    Names,
}
