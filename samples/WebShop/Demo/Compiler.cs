using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace WebShop.Demo;

/// <summary>The compiler as a developer calls it for a project of migrations. It writes beside the build of the solution, and leaves no server behind.</summary>
internal sealed partial class Compiler(Site site)
{
    /// <summary>Builds a project with a property that says which migrations belong to it, such as <c>Naive=true</c>; null for none.</summary>
    public async Task<Compilation> BuildAsync(string project, string? property, CancellationToken cancellation)
    {
        var folder = Path.Combine(site.Folder, "build", $"{project}.{property}");
        var log = Path.Combine(folder, "log.sarif");
        string[] options = property is null ? [] : ["-p:" + property];
        // Packages and referenced projects are there since the demo was built; a response file above the repository is not asked.
        string[] hidden = ["--no-restore", "-noAutoResponse", "-nologo", "-v:q", "-tl:off", "-c", Layout.Configuration, $"-p:ErrorLog={log}%2cversion=2.1"];
        var start = new ProcessStartInfo("dotnet", ["build", project, .. options, .. hidden]) { RedirectStandardOutput = true, WorkingDirectory = Layout.Shop };
        start.Environment["WEBSHOP_BUILD"] = folder;
        start.Environment["BuildProjectReferences"] = "false";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        await using var ended = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new Compilation(string.Join(' ', ["dotnet", "build", project, .. options]), process.ExitCode, output, Said(output), File.Exists(log) ? Notes(log) : []);
    }

    // Errors and warnings as the compiler writes them, without the link and the project behind them.
    private List<string> Said(string output) => [.. Diagnostic().Matches(output).Select(line => site.Readable(line.Groups["said"].Value).Trim()).Distinct(StringComparer.Ordinal)];

    private static List<string> Notes(string log)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(log));
        var results = document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Where(result => result.GetProperty("level").ValueEquals("note"));
        return [.. results.Select(Note).Order(StringComparer.Ordinal)];
    }

    private static string Note(JsonElement result)
    {
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        var file = Path.GetRelativePath(Layout.Shop, new Uri(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!).LocalPath);
        var region = place.GetProperty("region");
        var text = result.GetProperty("message").GetProperty("text").GetString();
        return FormattableString.Invariant($"{file}({region.GetProperty("startLine").GetInt32()},{region.GetProperty("startColumn").GetInt32()}): {result.GetProperty("ruleId").GetString()}: {text}");
    }

    [GeneratedRegex(@"^(?<said>.+?: (?:error|warning) MG\d{4}: .*?)(?: \(https:\S+\))?(?: \[[^\]]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex Diagnostic();
}
