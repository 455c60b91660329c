using System.Xml.Linq;
using MigrationGuard.Cli.Releases.Reports.Pages;
using MigrationGuard.Cli.Releases.Stories;

namespace MigrationGuard.Cli.Tests.Releases.Stories;

public sealed class StoryPageTests
{
    private static readonly Dictionary<string, StoryView> Views = new()
    {
        ["begun"] = StorySamples.Begun, ["underway"] = StorySamples.Underway, ["failed"] = StorySamples.Failed, ["rolled back"] = StorySamples.RolledBack,
        ["window open"] = StorySamples.WindowOpen, ["stepwise"] = StorySamples.Stepwise, ["hostile"] = StorySamples.Named(StorySamples.Hostile),
    };

    [TestCase("begun", "On the way to 4.3.0", "No evidence was taken", "never had traffic", "Nothing of the schema was changed")]
    [TestCase("underway", "run-expand-step|expanding", "2.0 s", "ACCESS EXCLUSIVE on users", "retry")]
    [TestCase("failed", "✕ fail", "2 of 9 statements failing", "statements proved", "verifying")]
    [TestCase("rolled back", "4.2.0 has the traffic again", "33 ms", "the new version did badly under traffic", "Not removed, for 4.2.0 needs it")]
    [TestCase("window open", "4.3.0 has the traffic, 4.2.0 is the way back", "75 ms", "310 ms", "open until", "users.nickname", "10 requests answered by 4.3.0, 0 failed", "attempt 2", "✓ verified")]
    [TestCase("stepwise", "12:01:10 1 %; 12:01:30 5 %; 12:01:50 25 %; 12:02:20 100 %")]
    public void A_release_is_told_wherever_it_is(string sample, params string[] told)
    {
        var page = Page(Views[sample]);
        Assert.That(told.Where(text => !text.Split('|').Any(choice => page.Contains(choice, StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void A_page_is_one_file_that_asks_for_nothing([ValueSource(nameof(Names))] string sample)
    {
        var page = Page(Views[sample]);
        Assert.That(page, Does.Not.Match("""(?i)\s(src|href|action|srcset)\s*=\s*"(?!#)|@import|url\(|style="|<link|<iframe|<form"""));
        Assert.That(page, Does.Match("""Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+';"""));
    }

    [Test]
    public void Elements_are_closed_and_nested([ValueSource(nameof(Names))] string sample)
    {
        var body = Page(Views[sample]).Split("<body>")[1].Split("<script>\n")[0].Replace("<br>", "<br/>", StringComparison.Ordinal);
        Assert.DoesNotThrow(() => XDocument.Parse($"<body>{body.Replace("&nbsp;", " ", StringComparison.Ordinal)}</body>"));
    }

    [Test]
    public void Names_are_text_and_never_markup()
    {
        var page = Page(Views["hostile"]);
        Assert.That(page.Split("<script>"), Has.Length.EqualTo(2), "our own");
        Assert.That(page, Does.Not.Contain("<img").And.Not.Contain("\u202E").And.Not.Contain("&#x202E;").And.Contain("&lt;script&gt;alert(1)&lt;/script&gt;"));
    }

    internal static string Page(StoryView view)
    {
        using var output = new StringWriter();
        StoryPage.Write(view, output);
        return output.ToString();
    }

    internal static IEnumerable<string> Names() => Views.Keys;

    internal static StoryView View(string name) => Views[name];
}
