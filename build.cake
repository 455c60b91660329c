#load eng/feed.cake
#load eng/servers.cake
#load eng/tests.cake
#load eng/package.cake

var target = Argument("target", "Default");
var configuration = Argument("configuration", "Release");

var artifacts = Directory("artifacts");
var packages = artifacts + Directory("packages");
var solution = File("MigrationGuard.sln");

Task("Clean")
    .Description("Removes everything that a build, a probe or a server installation has written.")
    .Does(() =>
{
    CleanDirectory(artifacts);
    foreach (var folder in new[] { "src", "analyzers", "tests", "samples", "eng/feed" })
    {
        CleanDirectories($"{folder}/**/bin");
        CleanDirectories($"{folder}/**/obj");
    }

    CleanDirectories("eng/servers/*/node_modules");
    CleanDirectories("eng/peers/node_modules");
    if (FileExists(FeedProps))
    {
        DeleteFile(FeedProps);
    }
});

Task("Feed")
    .Description("Learns which optional packages the feed has and writes the choice to eng/feed.props.")
    .Does(ProbeFeed);

Task("Servers")
    .Description("Finds HAProxy and PostgreSQL 15 and 18 for the tests and installs what is missing.")
    .IsDependentOn("Feed")
    .Does(PrepareServers);

Task("Build")
    .Description("Builds the solution.")
    .IsDependentOn("Feed")
    .Does(() => DotNetBuild(solution, new DotNetBuildSettings { Configuration = configuration, NoLogo = true, Verbosity = DotNetVerbosity.Quiet }));

Task("Test")
    .Description("Runs every test project; the last line is 'N passed, N failed'. --filter=EXPRESSION narrows it.")
    .IsDependentOn("Servers")
    .IsDependentOn("Build")
    .Does(() => RunTests(GetFiles("tests/*.Tests/*.csproj"), configuration));

Task("Demo")
    .Description("Checks the story of samples/username-to-handle: wrong in one migration, right in three.")
    .IsDependentOn("Build")
    .Does(() =>
{
    var story = Directory("samples/username-to-handle");
    Information("Version 2 wants to call users.username 'handle'. Version 1 is live and is the way back.");
    Information("");
    Information("Wrong: one migration renames the column. Version 1 fails with its next statement.");
    Check(story + Directory("wrong"), expectedExitCode: 1);
    Information("");
    Information("Right: expand (add the column, keep both in step), migrate (fill it in batches),");
    Information("contract (drop the old column, held until nobody needs version 1).");
    Check(story + Directory("right"), expectedExitCode: 0);
});

Task("Bench")
    .Description("Measures the packed tool against squawk and pgfence over files of real shape, what proofs and the guard cost a database, and what a switch does to requests.")
    .IsDependentOn("Servers")
    .IsDependentOn("Pack")
    .Does(() =>
{
    InstallPeers();
    var tool = InstallTool(packages, artifacts + Directory("bench"));
    RunProgram("MigrationGuard.Bench", new ProcessArgumentBuilder()
        .AppendSwitchQuoted("--tool", "=", tool.FullPath)
        .AppendSwitchQuoted("--peers", "=", MakeAbsolute(Directory("eng/peers/node_modules/.bin")).FullPath));
    RunProgram("MigrationGuard.Bench", new ProcessArgumentBuilder().AppendSwitchQuoted("--guard", "=", MakeAbsolute(File("docs/benchmarks-guard.md")).FullPath));
    RunProgram("MigrationGuard.Bench", new ProcessArgumentBuilder().AppendSwitchQuoted("--switch", "=", MakeAbsolute(File("docs/benchmarks-switch.md")).FullPath));
});

Task("Score")
    .Description("Scores labelled cases: --cases=FILE.jsonl, any number of times.")
    .IsDependentOn("Feed")
    .Does(() =>
{
    var arguments = new ProcessArgumentBuilder();
    foreach (var cases in Arguments<string>("cases"))
    {
        arguments.AppendSwitchQuoted("--cases", "=", MakeAbsolute(File(cases)).FullPath);
    }

    RunProgram("MigrationGuard.Score", arguments);
});

Task("Docs")
    .Description("Rewrites what is generated: the pages under docs/, the finding in the README, the expected outputs of the command line, what servers were seen to do.")
    .IsDependentOn("Feed")
    .Does(() =>
{
    Regenerate("tests/MigrationGuard.Core.Tests", "FullyQualifiedName~Docs");
    Regenerate("tests/MigrationGuard.Cli.Tests", "Category=Generated");
    Regenerate("tests/MigrationGuard.Database.Tests", "Category=Generated");
    Regenerate("tests/MigrationGuard.Gate.Tests", "Category=Generated");
});

Task("Pack")
    .Description("Packs the tool into artifacts/packages.")
    .IsDependentOn("Feed")
    .Does(() => PackTool(packages));

Task("PackageTest")
    .Description("Installs the packed tool into an empty folder and uses it.")
    .IsDependentOn("Pack")
    .Does(() => TestPackage(packages, artifacts + Directory("package-test")));

Task("Default")
    .IsDependentOn("Test")
    .IsDependentOn("Demo");

RunTarget(target);

void Check(DirectoryPath migrations, int expectedExitCode)
{
    var arguments = new ProcessArgumentBuilder()
        .Append($"src/MigrationGuard.Cli/bin/{configuration}/net10.0/migrationguard.dll")
        .Append("check").AppendQuoted(migrations.FullPath)
        .Append("--database postgresql --database-version 16");
    Information("> migrationguard {0}", string.Join(" ", arguments.Skip(1).Select(argument => argument.Render())));
    var exitCode = StartProcess("dotnet", new ProcessSettings { Arguments = arguments });
    Information("exit code {0}", exitCode);
    if (exitCode != expectedExitCode)
    {
        throw new CakeException($"The story expects exit code {expectedExitCode} for {migrations}, not {exitCode}.");
    }
}

void Regenerate(string project, string filter) => DotNetTest(project, new DotNetTestSettings
{
    Configuration = configuration,
    NoLogo = true,
    Filter = filter,
    EnvironmentVariables = new Dictionary<string, string> { ["MIGRATIONGUARD_WRITE_DOCS"] = "1" },
});

void InstallPeers()
{
    // Not "npm ci": it wants the binaries of every other platform in the lock file too, and not every feed has them.
    if (StartProcess("npm", new ProcessSettings { WorkingDirectory = "eng/peers", Arguments = "install --no-save --ignore-scripts --no-audit --no-fund" }) != 0)
    {
        throw new CakeException("The peers of eng/peers/package.json could not be installed.");
    }
}

void RunProgram(string project, ProcessArgumentBuilder arguments) =>
    DotNetRun($"tests/{project}", arguments, new DotNetRunSettings { Configuration = "Release" });
