using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Text.Json;

void PackTool(DirectoryPath packages)
{
    CleanDirectory(packages);
    DotNetPack("src/MigrationGuard.Cli", new DotNetPackSettings
    {
        Configuration = "Release",
        OutputDirectory = packages,
        NoLogo = true,
        Verbosity = DotNetVerbosity.Quiet,
        MSBuildSettings = new DotNetMSBuildSettings().WithProperty("ReadyToRunTool", "true"),
    });
}

// Only the folder of packages is a source, so that nothing of the same name can come from elsewhere.
FilePath InstallTool(DirectoryPath packages, DirectoryPath folder)
{
    folder = MakeAbsolute(folder);
    CleanDirectory(folder);
    var sources = folder.CombineWithFilePath("nuget.config");
    System.IO.File.WriteAllText(sources.FullPath, $"""
        <configuration>
          <packageSources><clear /><add key="packed" value="{MakeAbsolute(packages)}" /></packageSources>
        </configuration>
        """);
    Expect(0, "dotnet", $"tool install MigrationGuard.Cli --tool-path \"{folder}\" --configfile \"{sources}\"", folder);
    return folder.CombineWithFilePath(IsRunningOnWindows() ? "migrationguard.exe" : "migrationguard");
}

FilePath TestPackage(DirectoryPath packages, DirectoryPath folder)
{
    foreach (var package in GetFiles($"{packages}/*.nupkg"))
    {
        Information("{0}: {1:N0} bytes", package.GetFilename(), FileSize(package));
    }

    CheckContents(GetFiles($"{packages}/MigrationGuard.Cli.linux-x64.*.nupkg").Single());
    var tool = InstallTool(packages, folder);
    Expect(0, tool, "--version", folder);
    var times = Enumerable.Range(0, 15).Select(_ => Milliseconds(tool, "--version")).Order().ToList();
    Information("Start of the installed tool: {0:N0} ms at best, {1:N0} ms in the middle of {2} runs.", times[0], times[times.Count / 2], times.Count);

    var story = MakeAbsolute(Directory("samples/username-to-handle")).FullPath;
    Expect(1, tool, $"check \"{story}/wrong\" --database postgresql --database-version 16", folder);
    Expect(0, tool, $"check \"{story}/right\" --database postgresql --database-version 16", folder);
    return tool;
}

// What an application takes in. One that was compiled against stand-ins for another package would ask for something that nobody has tried.
void PackLibraries(DirectoryPath packages)
{
    var feed = System.Xml.Linq.XDocument.Load(FeedProps.Path.FullPath);
    foreach (var project in GetFiles("src/*/*.csproj").OrderBy(file => file.FullPath, StringComparer.Ordinal).Where(file => file.GetFilenameWithoutExtension().FullPath != "MigrationGuard.Cli"))
    {
        var name = project.GetFilenameWithoutExtension().FullPath;
        var needs = System.Xml.Linq.XDocument.Load(project.FullPath).Descendants("PackageNeeds").Select(element => element.Value).SingleOrDefault();
        if (needs is not null && feed.Descendants("FeedHas" + needs).SingleOrDefault()?.Value != "true")
        {
            Warning("{0} is not packed: the feed has no {1}, and the build used a stand-in for it.", name, needs);
            continue;
        }

        DotNetPack(project.FullPath, new DotNetPackSettings
        {
            Configuration = "Release",
            OutputDirectory = packages,
            NoLogo = true,
            Verbosity = DotNetVerbosity.Quiet,
        });
    }
}

void PackAnalyzers(DirectoryPath packages) => DotNetPack("analyzers/MigrationGuard.Analyzers.Package", new DotNetPackSettings
{
    Configuration = "Release",
    OutputDirectory = packages,
    NoLogo = true,
    Verbosity = DotNetVerbosity.Quiet,
});

// A folder outside of the repository, so that nothing of its build reaches the project; its own folder of packages, so that no older one is taken.
void TestAnalyzers(DirectoryPath packages, FilePath tool, DirectoryPath folder)
{
    CheckAnalyzers(GetFiles($"{packages}/MigrationGuard.Analyzers.*.nupkg").Single());
    var declarations = Directory("eng/reference/FluentMigrator");
    DotNetBuild($"{declarations}/FluentMigrator.Extensions.Postgres", new DotNetBuildSettings { Configuration = "Release", NoLogo = true, Verbosity = DotNetVerbosity.Quiet });
    CleanDirectory(folder);
    CopyDirectory("eng/consumer", folder);
    System.IO.File.WriteAllText(folder.CombineWithFilePath("nuget.config").FullPath, $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="restored" /></config>
          <packageSources><clear /><add key="packed" value="{MakeAbsolute(packages)}" /></packageSources>
        </configuration>
        """);
    Expect(1, "dotnet", $"build -nologo -v:q -p:FluentMigratorFolder=\"{MakeAbsolute(declarations)}/bin\"", folder);
    var expected = System.IO.File.ReadAllLines(folder.CombineWithFilePath("expected.txt").FullPath);
    ExpectFindings("analyzers", System.IO.File.ReadAllText(folder.CombineWithFilePath("found.sarif").FullPath), expected);

    // The phases of steps are for editors: the tool shows them in other ways.
    var answer = Output(tool, "check . --output sarif", folder);
    ExpectFindings("tool", answer, expected.Where(line => !line.EndsWith("MG0905")));
    DeleteDirectory(folder, new DeleteDirectorySettings { Recursive = true });
}

// Outside of the repository too. What the libraries need beside each other comes from where the project takes it from.
void TestLibraries(DirectoryPath packages, DirectoryPath folder)
{
    CleanDirectory(folder);
    CopyDirectory("eng/application", folder);
    var environment = new ProcessSettings { Arguments = $"run -v:q -p:RestoreAdditionalProjectSources=\"{MakeAbsolute(packages)}\" -p:RestorePackagesPath=restored", WorkingDirectory = folder, RedirectStandardOutput = true };
    StartProcess("dotnet", environment, out var lines);
    var (said, expected) = (lines.ToList(), System.IO.File.ReadAllLines(folder.CombineWithFilePath("expected.txt").FullPath));
    if (!said.SequenceEqual(expected))
    {
        throw new CakeException($"An application with the packed libraries says otherwise than eng/application/expected.txt:\n{string.Join('\n', said)}");
    }

    Information("An application with the packed libraries says what is expected.");
    DeleteDirectory(folder, new DeleteDirectorySettings { Recursive = true });
}

void ExpectFindings(string who, string sarif, IEnumerable<string> expected)
{
    var found = FoundIn(sarif);
    if (!found.SequenceEqual(expected))
    {
        throw new CakeException($"The packed {who} reports otherwise than eng/consumer/expected.txt says:\n{string.Join('\n', found)}");
    }

    Information("{0} findings of the packed {1} are where they are expected.", found.Count, who);
}

List<string> FoundIn(string sarif)
{
    using var log = JsonDocument.Parse(sarif);
    return log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(result =>
    {
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        var region = place.GetProperty("region");
        var file = place.GetProperty("artifactLocation").GetProperty("uri").GetString().Split('/').Last();
        return $"{file}({region.GetProperty("startLine")},{region.GetProperty("startColumn")}): {result.GetProperty("level").GetString()} {result.GetProperty("ruleId").GetString()}";
    }).Where(line => line.Contains(" MG")).Order(StringComparer.Ordinal).ToList();
}

void CheckAnalyzers(FilePath package)
{
    using var archive = ZipFile.OpenRead(package.FullPath);
    var files = archive.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith("_rels/") && !name.StartsWith("package/") && name != "[Content_Types].xml");
    var expected = new[]
    {
        "MigrationGuard.Analyzers.nuspec", "README.md",
        "analyzers/dotnet/cs/MigrationGuard.Analyzers.dll", "analyzers/dotnet/cs/MigrationGuard.CSharp.dll", "analyzers/dotnet/cs/MigrationGuard.CodeFixes.dll",
        "analyzers/dotnet/cs/MigrationGuard.Core.dll",
        "build/MigrationGuard.Analyzers.targets", "buildTransitive/MigrationGuard.Analyzers.targets",
        "presets/recommended.globalconfig", "presets/strict.globalconfig",
    };
    ExpectSame(package, files, expected);
}

void ExpectSame(FilePath package, IEnumerable<string> files, string[] expected)
{
    var surprising = files.Except(expected).Concat(expected.Except(files)).ToList();
    if (surprising.Count > 0)
    {
        throw new CakeException($"{package} holds other files than expected: {string.Join(", ", surprising)}");
    }
}

// ReadyToRun code is what makes the start fast; an assembly that lost it would still pass every other test.
void CheckContents(FilePath package)
{
    using var archive = ZipFile.OpenRead(package.FullPath);
    var tool = archive.Entries.Where(entry => entry.FullName.StartsWith("tools/net10.0/linux-x64/")).ToList();
    var expected = new[]
    {
        "DotnetToolSettings.xml", "Microsoft.CodeAnalysis.CSharp.dll", "Microsoft.CodeAnalysis.dll", "Microsoft.Extensions.DependencyInjection.Abstractions.dll",
        "Microsoft.Extensions.Logging.Abstractions.dll", "MigrationGuard.CSharp.dll", "MigrationGuard.CSharp.pdb", "MigrationGuard.Core.dll", "MigrationGuard.Core.pdb",
        "MigrationGuard.Database.dll", "MigrationGuard.Database.pdb", "MigrationGuard.Gate.dll", "MigrationGuard.Gate.pdb", "MigrationGuard.PostgreSql.dll",
        "MigrationGuard.PostgreSql.pdb", "MigrationGuard.Recording.dll", "MigrationGuard.Recording.pdb", "MigrationGuard.StartupHook.dll", "MigrationGuard.StartupHook.pdb", "Npgsql.dll", "System.CommandLine.dll", "migrationguard", "migrationguard.deps.json", "migrationguard.dll", "migrationguard.pdb",
        "migrationguard.runtimeconfig.json",
    };
    ExpectSame(package, tool.Select(entry => entry.Name), expected);
    foreach (var assembly in tool.Where(entry => entry.Name.EndsWith(".dll")))
    {
        using var content = new MemoryStream();
        using (var packed = assembly.Open())
        {
            packed.CopyTo(content);
        }

        content.Position = 0;
        using var image = new PEReader(content);
        if (image.PEHeaders.CorHeader.ManagedNativeHeaderDirectory.Size == 0)
        {
            throw new CakeException($"{assembly.Name} in {package} is not compiled ahead of time.");
        }
    }
}

void Expect(int exitCode, FilePath program, string arguments, DirectoryPath workingDirectory)
{
    Information("> {0} {1}", program.GetFilename(), arguments);
    var actual = StartProcess(program, new ProcessSettings { Arguments = arguments, WorkingDirectory = workingDirectory });
    if (actual != exitCode)
    {
        throw new CakeException($"Exit code {actual}, expected {exitCode}.");
    }
}

string Output(FilePath program, string arguments, DirectoryPath workingDirectory)
{
    Information("> {0} {1}", program.GetFilename(), arguments);
    StartProcess(program, new ProcessSettings { Arguments = arguments, WorkingDirectory = workingDirectory, RedirectStandardOutput = true }, out var lines);
    return string.Join('\n', lines);
}

double Milliseconds(FilePath program, string arguments)
{
    var clock = System.Diagnostics.Stopwatch.StartNew();
    StartProcess(program, new ProcessSettings { Arguments = arguments, RedirectStandardOutput = true, Silent = true });
    return clock.Elapsed.TotalMilliseconds;
}
