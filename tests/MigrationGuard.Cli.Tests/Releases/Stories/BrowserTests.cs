using System.Text;
using System.Text.RegularExpressions;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit.Browsing;

namespace MigrationGuard.Cli.Tests.Releases.Stories;

/// <summary>A real browser reads the report.</summary>
[NonParallelizable]
public sealed partial class BrowserTests
{
    private const string Overflowing = """
        [...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll, svg, .skip, .hidden') && e.tagName !== 'FIGURE' && (e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 || e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)).map(e => e.tagName + ' ' + e.textContent.slice(0, 40))
        """;

    // What can be scrolled on a screen is cut on paper.
    private const string Cut = """
        [...document.querySelectorAll('body *')].filter(e => !e.closest('.skip, .hidden') && (e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 || (!e.closest('svg') && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible'))).map(e => e.tagName + ' ' + e.textContent.slice(0, 40))
        """;

    // The contrast of every text with the ground behind it, as WCAG 2 counts it.
    private const string Pale = """
        (() => {
          const parse = c => { const m = c.match(/[\d.]+/g).map(Number); return m.length > 3 && m[3] === 0 ? null : m; };
          const light = c => c.slice(0, 3).map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);
          const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c) return c; } return [255, 255, 255]; };
          return [...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && !e.closest('title, desc, script, .skip')).map(e => {
            const svg = e.closest('svg'), bar = e.closest('.bar');
            const ink = parse(svg ? getComputedStyle(e).fill : getComputedStyle(e).color), back = bar ? parse(getComputedStyle(bar.querySelector('rect')).fill) : ground(svg ? svg.parentElement : e);
            const [a, b] = [light(ink), light(back)].sort((x, y) => y - x);
            return { text: e.textContent.trim().slice(0, 30), ratio: (a + .05) / (b + .05) };
          }).filter(x => x.ratio < 4.5).map(x => x.text + ' ' + x.ratio.toFixed(2));
        })()
        """;

    private static readonly string[] Samples = ["window open", "rolled back", "hostile", "begun", "stepwise"];

    private readonly TemporaryFolder _folder = new();
    private Browser? _browser;

    [OneTimeSetUp]
    public async Task Start()
    {
        if (Browser.Program is null)
        {
            Assert.That(Environment.GetEnvironmentVariable("CI"), Is.Not.EqualTo("true"), "No Chromium here. Run: dotnet cake --target=Servers");
            Assert.Ignore("No Chromium here. Run: dotnet cake --target=Servers");
        }

        _browser = await Browser.StartAsync(default);
    }

    [OneTimeTearDown]
    public async Task End()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    [TestCaseSource(nameof(Samples))]
    public async Task A_report_is_read_on_a_screen_and_a_phone_by_day_and_by_night(string sample)
    {
        await using var page = await _browser!.OpenAsync(default);
        var file = Write(sample);
        foreach (var (width, scheme) in new[] { (1280, "light"), (390, "light"), (1280, "dark"), (390, "dark") })
        {
            await page.ShowAsync(file, (width, 900), scheme, default);
            var wide = await page.AskAsync("document.documentElement.scrollWidth", default);
            Assert.That(wide.GetInt32(), Is.LessThanOrEqualTo(width), $"{sample} overflows at {width} px: {await page.AskAsync(Overflowing, default)}");
            Assert.That((await page.AskAsync(Pale, default)).ToString(), Is.EqualTo("[]"), $"{sample}, {scheme}: text that is hard to read");
            await KeepAsync(page, $"{sample}-{width}-{scheme}");
        }

        Assert.That(page.Complaints, Is.Empty);
        Assert.That(page.Requests.Distinct(), Is.EqualTo(new[] { new Uri(file).AbsoluteUri }), "it asks for nothing but itself");
        var words = await page.AskAsync("[document.querySelectorAll('main').length, document.querySelectorAll('h1').length, document.querySelectorAll('td, th').length > 0 && [...document.querySelectorAll('table')].every(t => t.tHead.querySelectorAll('th[scope=col]').length === t.tBodies[0].rows[0].cells.length), [...document.querySelectorAll('svg[role=img]')].every(s => s.querySelector('title').textContent && s.querySelector('desc').textContent)].join()", default);
        Assert.That(words.GetString(), Is.EqualTo("1,1,true,true"), "landmarks, headings, table headers, titles of pictures");
        Assert.That((await page.AskAsync("document.querySelector('time').title", default)).GetString(), Does.Contain("here "), "the reader's own time");
        Assert.That((await page.AskAsync("document.querySelectorAll('img, main script').length + (window.hacked ? 1 : 0)", default)).GetInt32(), Is.Zero);
    }

    [TestCase("window open", 3)]
    [TestCase("rolled back", 3)]
    [TestCase("hostile", 4)]
    public async Task A_report_is_printed_on_A4_with_nothing_cut(string sample, int pages)
    {
        await using var page = await _browser!.OpenAsync(default);
        const int a4 = 680;
        await page.ShowAsync(Write(sample), (a4, 1000), "dark", default);
        await page.MediaAsync("print", "dark", default);
        Assert.That((await page.AskAsync(Cut, default)).ToString(), Is.EqualTo("[]"), "cut on paper");
        Assert.That((await page.AskAsync("getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).color", default)).GetString(), Is.EqualTo("rgb(255, 255, 255)rgb(0, 0, 0)"), "ink on white, also by night");
        var pdf = Encoding.Latin1.GetString(await page.PrintAsync(default));
        Assert.That(PdfPage().Count(pdf), Is.InRange(1, pages));
        Assert.That(pdf, Does.Match(@"/MediaBox ?\[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]"), "A4");
        await KeepAsync(page, sample + "-print");
    }

    private string Write(string sample)
    {
        var file = Path.Combine(_folder.Path, sample.Replace(' ', '-') + ".html");
        File.WriteAllText(file, StoryPageTests.Page(StoryPageTests.View(sample)));
        return file;
    }

    // MIGRATIONGUARD_KEEP_PICTURES names a folder for pictures of everything, for people.
    private static async Task KeepAsync(BrowserPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("MIGRATIONGUARD_KEEP_PICTURES") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name.Replace(' ', '-') + ".png"), await page.PictureAsync(default));
        }
    }

    [GeneratedRegex(@"/Type ?/Page\b(?!s)")]
    private static partial Regex PdfPage();
}
