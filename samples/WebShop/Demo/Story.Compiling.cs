using System.Globalization;
using System.Text.RegularExpressions;

namespace WebShop.Demo;

/// <content>What the compiler says, before anything runs.</content>
internal sealed partial class Story
{
    private const string Naive = "Naive=true";

    private async Task CompileAsync(CancellationToken cancellation)
    {
        _narrator.Chapter("The naive migration in C# does not compile");
        _narrator.Say("The migrations of the shop, in FluentMigrator and in Entity Framework. migrationguard.state.json says what 4.2, which is live, uses:");
        var compiler = new Compiler(_site);
        var fluent = compiler.BuildAsync("Migrations.FluentMigrator", Naive, cancellation);
        var framework = compiler.BuildAsync("Migrations.EntityFramework", Naive, cancellation);
        ShowRefused(await fluent);
        var right = compiler.BuildAsync("Migrations.FluentMigrator", null, cancellation);
        ShowRefused(await framework);
        _narrator.Say("");
        _narrator.Say("The same change as expand and backfill: a new column, a trigger that keeps both in step, the rows of before in batches:");
        ShowBuilt(await right);
    }

    private void ShowRefused(Compilation compilation)
    {
        Show(compilation);
        var place = compilation.Said.Select(line => UsedBy().Match(line)).FirstOrDefault(match => match.Success);
        Expect(compilation.ExitCode == 1 && place is not null, $"The compiler did not refuse the rename:\n{compilation.Output}");
        var file = place!.Groups["file"].Value;
        var line = File.ReadLines(Path.Combine(Layout.Shop, file)).ElementAt(int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture) - 1).Trim();
        Expect(line.Contains("customers", StringComparison.Ordinal), $"{file} has no statement there: {line}");
        _narrator.Output($"{file}:{place.Groups["line"].Value} is: {line}");
        _narrator.Good("refused by the compiler, with the version that needs the column, a statement of it and its place");
    }

    private void ShowBuilt(Compilation compilation)
    {
        Show(compilation);
        var phases = compilation.Notes.Where(note => note.Contains(": MG0905: ", StringComparison.Ordinal)).ToList();
        Expect(compilation.ExitCode == 0 && phases.Count > 0, $"The right migrations do not build:\n{compilation.Output}");
        _narrator.Say("The editor shows the phase of every step, and -p:ErrorLog=FILE writes it down. Those that take a lock:");
        foreach (var phase in phases.Where(phase => !phase.Contains("no lock that anybody", StringComparison.Ordinal)))
        {
            _narrator.Output(FirstSentence(phase));
        }

        Expect(!phases.Exists(phase => phase.Contains(": contract: ", StringComparison.Ordinal)), "A step of the expand takes something away.");
        _narrator.Good("it builds, and nothing in it takes away what 4.2 needs");
    }

    private void Show(Compilation compilation)
    {
        _narrator.Command("$", compilation.Command);
        foreach (var line in compilation.Said)
        {
            _narrator.Output(FirstSentence(line));
        }

        _narrator.Output($"exit code {compilation.ExitCode}");
    }

    private static string FirstSentence(string text) => NextSentence().Replace(text, " …", 1);

    [GeneratedRegex(@"error MG0701: (?:public\.)?customers\.username is used by 4\.2\.0: \d+ statements, e\.g\. (?<file>\S+):(?<line>\d+)\.")]
    private static partial Regex UsedBy();

    [GeneratedRegex(@"(?<=\.) (?=[A-Z]).*$")]
    private static partial Regex NextSentence();
}
