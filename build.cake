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
    foreach (var folder in new[] { "src", "analyzers", "tests", "samples", "eng/feed", "eng/reference" })
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
    .Description("Finds HAProxy, nginx, Caddy, kubectl, Chromium and PostgreSQL 15 and 18 for the tests and installs what is missing.")
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
    .Description("Releases version 4.3 of samples/WebShop with real processes, as its story says. --postgres=15 or 18.")
    .IsDependentOn("Servers")
    .IsDependentOn("Build")
    .Does(() =>
{
    var arguments = new ProcessArgumentBuilder().Append($"samples/WebShop/Demo/bin/{configuration}/net10.0/WebShop.Demo.dll");
    if (HasArgument("postgres"))
    {
        arguments.Append("--postgres").AppendQuoted(Argument<string>("postgres"));
    }

    arguments.Append("--reports").AppendQuoted(MakeAbsolute(artifacts).FullPath);
    var exitCode = StartProcess("dotnet", new ProcessSettings { Arguments = arguments });
    if (exitCode != 0)
    {
        throw new CakeException($"The demo did not go as its story says: exit code {exitCode}.");
    }

    Information("The report of its release: {0}", MakeAbsolute(artifacts + File("release-report.html")));
});

Task("Picture")
    .Description("Runs the demo and makes docs/images/release-report.png of the report of its release, with Chromium and the font Inter.")
    .IsDependentOn("Demo")
    .Does(() => Picture(artifacts + File("release-report.html"), File("docs/images/release-report.png")));

Task("Bench")
    .Description("Measures the packed tool against squawk and pgfence over files of real shape, what proofs and the guard cost a database, what the analyzers cost a build, what a switch does to requests, how fast a backfill is, what a plan spares an application, what recording costs one, and what the wire recorder costs.")
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
    RunProgram("MigrationGuard.Bench", new ProcessArgumentBuilder()
        .AppendSwitchQuoted("--analyzers", "=", MakeAbsolute(File("docs/benchmarks-analyzers.md")).FullPath)
        .AppendSwitchQuoted("--packages", "=", MakeAbsolute(packages).FullPath));
    RunProgram("MigrationGuard.Bench", new ProcessArgumentBuilder().AppendSwitchQuoted("--switch", "=", MakeAbsolute(File("docs/benchmarks-switch.md")).FullPath));
    RunProgram("MigrationGuard.Bench", new ProcessArgumentBuilder().AppendSwitchQuoted("--wire", "=", MakeAbsolute(File("docs/benchmarks-wire.md")).FullPath));
    RunProgram("MigrationGuard.Bench", new ProcessArgumentBuilder()
        .AppendSwitchQuoted("--backfill", "=", MakeAbsolute(File("docs/benchmarks-backfill.md")).FullPath)
        .AppendSwitchQuoted("--tool", "=", tool.FullPath));
    RunProgram("MigrationGuard.Bench", new ProcessArgumentBuilder()
        .AppendSwitchQuoted("--plan", "=", MakeAbsolute(File("docs/benchmarks-plan.md")).FullPath)
        .AppendSwitchQuoted("--tool", "=", tool.FullPath));
    RunProgram("MigrationGuard.Bench", new ProcessArgumentBuilder().AppendSwitchQuoted("--recording", "=", MakeAbsolute(File("docs/benchmarks-recording.md")).FullPath));
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
    Regenerate("tests/MigrationGuard.Analyzers.Tests", "Category=Generated");
    Regenerate("tests/MigrationGuard.Cli.Tests", "Category=Generated");
    Regenerate("tests/MigrationGuard.Database.Tests", "Category=Generated");
    Regenerate("tests/MigrationGuard.Gate.Tests", "Category=Generated");
    Regenerate("tests/MigrationGuard.PostgreSql.Tests", "Category=Generated");
});

Task("Pack")
    .Description("Packs the tool, the analyzers and the libraries into artifacts/packages.")
    .IsDependentOn("Feed")
    .Does(() =>
{
    PackTool(packages);
    PackAnalyzers(packages);
    PackLibraries(packages);
});

Task("PackageTest")
    .Description("Installs the packed tool into an empty folder and uses it; builds a project with the packed analyzers, and compares what both say of it; runs an application with the packed libraries.")
    .IsDependentOn("Pack")
    .Does(() =>
{
    var tool = TestPackage(packages, artifacts + Directory("package-test"));
    TestAnalyzers(packages, tool, System.IO.Path.Combine(System.IO.Path.GetTempPath(), "migrationguard-consumer"));
    TestLibraries(packages, System.IO.Path.Combine(System.IO.Path.GetTempPath(), "migrationguard-application"));
});

Task("Default")
    .IsDependentOn("Test")
    .IsDependentOn("Demo");

RunTarget(target);

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
