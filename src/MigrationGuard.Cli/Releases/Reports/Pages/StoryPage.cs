using System.Security.Cryptography;
using System.Text;
using MigrationGuard.Cli.Releases.Stories;

namespace MigrationGuard.Cli.Releases.Reports.Pages;

/// <summary>The report of a release: one HTML file that needs nothing else.</summary>
internal static class StoryPage
{
    private static readonly Markup Style = new(Resource("Report.css"));

    private static readonly Markup Script = new(Resource("Report.js"));

    /// <summary>Writes it.</summary>
    public static void Write(StoryView view, TextWriter output) => output.Write(Page(view).Text);

    private static Markup Page(StoryView view) => Markup.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{Policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="generator" content="migrationguard release report">
        <title>{view.Story.Release.Id} · {StoryWords.Verdict(view.Story)}</title>
        <style>{Style}</style>
        </head>
        <body>
        <a class="skip" href="#story">Skip to the report</a>
        {Headline.Of(view)}
        <main id="story">
        {KeyFigures.Of(view)}
        {TimelineSection.Of(view)}
        {EvidenceSection.Of(view)}
        {SchemaSection.Of(view)}
        {TrafficSection.Of(view)}
        {WaySection.Of(view)}
        {RemovalSection.Of(view)}
        {JournalSection.Of(view)}
        </main>
        <footer><p>Written {PageTime.Of(view.At)} by <code>migrationguard release report</code> from the journal in {view.Status.Target}. Times are UTC.</p></footer>
        <script>{Script}</script>
        </body>
        </html>

        """);

    // Only what this program wrote is styled or run, also if something should slip through the escaping.
    private static Markup Policy { get; } = new($"default-src 'none'; style-src '{HashOf(Style)}'; script-src '{HashOf(Script)}'; base-uri 'none'; form-action 'none'");

    private static string HashOf(Markup content) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content.Text)));

    private static string Resource(string name)
    {
        using var stream = typeof(StoryPage).Assembly.GetManifestResourceStream("MigrationGuard.Cli." + name)!;
        using var reader = new StreamReader(stream);
        return "\n" + reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
