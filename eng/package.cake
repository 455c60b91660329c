using System.IO.Compression;
using System.Reflection.PortableExecutable;

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

void TestPackage(DirectoryPath packages, DirectoryPath folder)
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
        "MigrationGuard.PostgreSql.pdb", "Npgsql.dll", "System.CommandLine.dll", "migrationguard", "migrationguard.deps.json", "migrationguard.dll", "migrationguard.pdb",
        "migrationguard.runtimeconfig.json",
    };
    var surprising = tool.Select(entry => entry.Name).Except(expected).Concat(expected.Except(tool.Select(entry => entry.Name))).ToList();
    if (surprising.Count > 0)
    {
        throw new CakeException($"{package} holds other files than expected: {string.Join(", ", surprising)}");
    }

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

double Milliseconds(FilePath program, string arguments)
{
    var clock = System.Diagnostics.Stopwatch.StartNew();
    StartProcess(program, new ProcessSettings { Arguments = arguments, RedirectStandardOutput = true, Silent = true });
    return clock.Elapsed.TotalMilliseconds;
}
