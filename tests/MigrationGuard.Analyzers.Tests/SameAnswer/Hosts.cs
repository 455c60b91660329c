using System.Diagnostics;
using MigrationGuard.TestKit.Roslyn;

namespace MigrationGuard.Analyzers.Tests.SameAnswer;

/// <summary>Runs the same project through the analyzers in a workspace, the compiler of the SDK and the tool.</summary>
internal static class Hosts
{
    private static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <summary>By <c>CompilationWithAnalyzers</c>.</summary>
    public static async Task<IReadOnlyList<string>> WorkspaceAsync(VerifyOptions project)
    {
        var compilation = CompilerHost.Compile(project.Sources, project);
        var found = await CompilerHost.AnalyzeAsync(compilation, CompilerHost.Surroundings(project), new StepAnalyzer(), new HistoryAnalyzer());
        return Reported.Of(found, VerifyOptions.Folder);
    }

    /// <summary>By the compiler's error log.</summary>
    public static async Task<IReadOnlyList<string>> CompilerAsync(VerifyOptions project, string folder)
    {
        var log = Path.Combine(folder, "log.sarif");
        string[] analyzers = [.. new[] { "Core", "CSharp", "Analyzers" }.Select(name => $"-analyzer:{Path.Combine(AppContext.BaseDirectory, $"MigrationGuard.{name}.dll")}")];
        string[] arguments =
        [
            await CompilerAsync(), "-nologo", "-target:library", "-nostdlib", "-langversion:latest", $"-out:{Path.Combine(folder, "out.dll")}", $"-errorlog:{log},version=2.1",
            .. CompilerHost.References(project).Select(reference => $"-reference:{reference.Display}"), .. analyzers,
            .. project.AdditionalFiles.Keys.Select(name => $"-additionalfile:{Path.Combine(folder, name)}"),
            $"-analyzerconfig:{Path.Combine(folder, ".editorconfig")}", .. project.Sources.Keys.Select(name => Path.Combine(folder, name)),
        ];
        var response = Path.Combine(folder, "arguments.rsp");
        await File.WriteAllLinesAsync(response, arguments.Skip(1).Select(argument => $"\"{argument}\""));
        var output = await RunAsync(folder, Dotnet, arguments[0], "@" + response);
        return File.Exists(log) ? Reported.Of(await File.ReadAllTextAsync(log), folder + "/") : throw new InvalidOperationException(output);
    }

    /// <summary>By <c>migrationguard check</c>.</summary>
    public static async Task<IReadOnlyList<string>> ToolAsync(string folder)
        => Reported.Of(await RunAsync(folder, Dotnet, Path.Combine(AppContext.BaseDirectory, "migrationguard.dll"), "check", ".", "--output", "sarif"), "");

    // The compiler lies beside the SDK that builds these tests.
    private static async Task<string> CompilerAsync()
    {
        var version = (await RunAsync(AppContext.BaseDirectory, Dotnet, "--version")).Trim();
        var listed = (await RunAsync(AppContext.BaseDirectory, Dotnet, "--list-sdks")).Split('\n').First(line => line.StartsWith(version + " ", StringComparison.Ordinal));
        return Path.Combine(listed[(listed.IndexOf('[', StringComparison.Ordinal) + 1)..listed.IndexOf(']', StringComparison.Ordinal)], version, "Roslyn", "bincore", "csc.dll");
    }

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
