using MigrationGuard.Gate.Watching.Queries;

namespace MigrationGuard.Gate.Tests.Watching.Queries;

public sealed class PromQlTests
{
    private static readonly QueryValues Values = new(("green", "4.3.0"), ("blue", "4\"2\\0"), TimeSpan.FromSeconds(30));

    [Test]
    public void Placeholders_become_text_that_stays_inside_its_quotes() => Assert.That(
        PromQl.Fill("sum(rate(x{slot=\"{slot}\",v=\"{otherVersion}\"}[{window}])) / y{slot=\"{otherSlot}\"} > {version}", Values),
        Is.EqualTo("sum(rate(x{slot=\"green\",v=\"4\\\"2\\\\0\"}[30000ms])) / y{slot=\"blue\"} > 4.3.0"));

    [TestCase("sum(x{slot=\"{slott}\"})", "slott")]
    [TestCase("sum(x{slot=\"{slot}\"}[{window}]) + x{a=~\"b{2}\"}", "")]
    public void Names_in_braces_that_are_no_placeholder_are_found(string query, string names) => Assert.That(string.Join(' ', PromQl.Strangers(query)), Is.EqualTo(names));

    [TestCase("sum(rate(a{b=\"c\"}[30s])) / sum(rate(a[30s]))", "")]
    [TestCase("queue_depth", "queue_depth")]
    [TestCase("sum by (slot) (queue_depth{slot=\"green\"}) / on (slot) group_left (x, y) job:total:sum", "queue_depth{slot=\"green\"}|job:total:sum")]
    [TestCase("sum(a) without (b)", "a")]
    [TestCase("sum without(b) (a{x=\"}[1m] by (\"}) + 5e3 > bool 1", "a{x=\"}[1m] by (\"}")]
    [TestCase("a offset 5m or b @ 1609746000 unless c[5m]", "")]
    [TestCase("max_over_time(a[5m:1s])", "a")]
    [TestCase("{__name__=~\"a.*\"} and Inf", "{__name__=~\"a.*\"}")]
    [TestCase("a # b{c=\"d\"}\n + time() - vector(1) + a", "a")]
    [TestCase("histogram_quantile(0.99, sum by (le) (rate(a_bucket[30s]))) < 0.5", "")]
    [TestCase("sum(", "")]
    public void Selectors_that_take_a_sample_of_any_age_are_found(string query, string selectors) => Assert.That(string.Join('|', PromQl.Instants(query)), Is.EqualTo(selectors));

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public void No_text_makes_it_throw(string? text)
    {
        Assert.That(() => PromQl.Instants(text ?? ""), Throws.Nothing);
        Assert.That(() => PromQl.Fill(text ?? "", Values), Throws.Nothing);
    }
}
