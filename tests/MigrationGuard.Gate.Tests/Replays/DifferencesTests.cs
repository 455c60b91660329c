using System.Text;
using MigrationGuard.Gate.Replays;
using MigrationGuard.Gate.Replays.Comparing;

namespace MigrationGuard.Gate.Tests.Replays;

public sealed class DifferencesTests
{
    [TestCase("""{"a":1,"b":[1,2]}""", """{ "b": [1, 2.0], "a": 1.0 }""")]
    [TestCase("""{"a":1}""", """{"a":2}""", "$.a")]
    [TestCase("""{"a":1}""", """{"a":"1"}""", "$.a")]
    [TestCase("""{"a":null}""", """{"a":false}""", "$.a")]
    [TestCase("""{"a":true}""", """{"a":false}""", "$.a")]
    [TestCase("""{"a":"é"}""", """{"a":"\u00e9"}""")]
    [TestCase("""{"a":9007199254740993}""", """{"a":9007199254740992}""", "$.a")]
    [TestCase("""{"a":1e400}""", """{"a":2e400}""", "$.a")]
    [TestCase("""{"a":1,"c":2}""", """{"b":1,"c":2}""", "$.a is missing", "$.b is added")]
    [TestCase("""{"items":[{"id":1},{"id":2}]}""", """{"items":[{"id":1},{"id":3}]}""", "$.items[*].id")]
    [TestCase("""[1,2]""", """[1]""", "$[*] are more or fewer")]
    [TestCase("""{"ada@example.org":1}""", """{"ada@example.org":2}""", "$.{…}")]
    [TestCase("""{"17":1}""", """{"17":2}""", "$.{n}")]
    [TestCase("""{"a":"\ud800"}""", """{"a":"\ud801"}""", "$.a")]
    [TestCase("""{"\ud800":1}""", """{"\ud801":1}""", "body")]
    [TestCase("{", "{}", "body")]
    public void Json_is_compared_by_structure(string one, string other, params string[] fields) =>
        Assert.That(Between(Answer(one, "APPLICATION/JSON"), Answer(other, "APPLICATION/JSON")), Is.EquivalentTo(fields));

    [TestCase("a\r\nb \n", "a\nb\n")]
    [TestCase("a\nb", "a\nc", "line 2")]
    [TestCase("a\nb", "a", "body")]
    public void Other_text_is_compared_by_lines(string one, string other, params string[] fields) =>
        Assert.That(Between(Answer(one, "TEXT/HTML"), Answer(other, "TEXT/HTML")), Is.EquivalentTo(fields));

    [Test]
    public void What_is_no_text_is_compared_by_bytes()
    {
        ReplayAnswer.Answered Picture(byte last) => Answer("", "IMAGE/PNG") with { Body = new byte[] { 0xFF, last } };
        Assert.That(Between(Picture(1), Picture(1)), Is.Empty);
        Assert.That(Between(Picture(1), Picture(2)), Is.EqualTo(new[] { "body" }));
    }

    [Test]
    public void Status_and_chosen_headers_are_compared()
    {
        var one = Answer("", "") with { Headers = new Dictionary<string, string> { ["Location"] = "/a", ["ETag"] = "1" } };
        Assert.That(Between(one, one with { Status = 500, Headers = new Dictionary<string, string> { ["Location"] = "/b", ["ETag"] = "1" } }), Is.EquivalentTo(new[] { "status", "header Location" }));
        Assert.That(Between(one, one with { Headers = new Dictionary<string, string> { ["Location"] = "/a" } }), Is.EqualTo(new[] { "header ETag" }));
    }

    [Test]
    public void The_address_of_the_own_slot_is_no_difference()
    {
        var old = Answer("""{"next":"http://127.0.0.1:5101/orders?page=2"}""", "APPLICATION/JSON") with { Headers = new Dictionary<string, string> { ["Location"] = "http://127.0.0.1:5101/a" } };
        var @new = Answer("""{"next":"http://127.0.0.1:5102/orders?page=2"}""", "APPLICATION/JSON") with { Headers = new Dictionary<string, string> { ["Location"] = "http://127.0.0.1:5102/a" } };
        Assert.That(Between(old, @new, "http://127.0.0.1:5102"), Is.Empty);
        Assert.That(Between(old, @new), Is.EquivalentTo(new[] { "$.next", "header Location" }));
    }

    [TestCase("$.a", "$.a", true)]
    [TestCase("$.a", "$.a.b", true)]
    [TestCase("$.a.b", "$.a", false)]
    [TestCase("$.items[*].id", "$.items[*].id", true)]
    [TestCase("$.items.id", "$.items[*].id", false)]
    [TestCase("$.*.id", "$.a.id", true)]
    [TestCase("$.*.id", "$.a.b.id", false)]
    [TestCase("$..id", "$.a.b[*].id", true)]
    [TestCase("$..id", "$.id", true)]
    [TestCase("$..id", "$.identity", false)]
    public void Fields_can_be_left_out(string pattern, string path, bool isCovered)
    {
        var parts = path[1..].Replace("[*]", ".[*]", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(FieldPattern.Read(pattern)!.Covers(parts), Is.EqualTo(isCovered));
    }

    [TestCase("")]
    [TestCase("$")]
    [TestCase("id")]
    [TestCase("$id")]
    [TestCase("$.")]
    [TestCase("$...id")]
    [TestCase("$.a[0]")]
    public void What_is_no_field_is_not_read(string pattern) => Assert.That(FieldPattern.Read(pattern), Is.Null);

    [TestCase("GET", "/orders/17?token=secret&page=2", "GET /orders/{n}", "GET /orders/17?token=…&page=…")]
    [TestCase("GET", "/reset/8f14e45fceea167a5a36dedd4bea2543", "GET /reset/{…}", "GET /reset/{…}")]
    [TestCase("GET", "/users/ada@example.org/7e1b0c6e-3c1c-4a3c-9d0e-000000000001", "GET /users/{…}/{id}", "GET /users/{…}/{id}")]
    [TestCase("HEAD", "/facade", "HEAD /facade", "HEAD /facade")]
    public void What_is_data_is_not_shown(string method, string target, string route, string shown) =>
        Assert.That((RequestLine.Route(method, target), RequestLine.Shown(method, target)), Is.EqualTo((route, shown)));

    private static ReplayAnswer.Answered Answer(string body, string type) => new(200, new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body), TimeSpan.Zero) { MediaType = type };

    private static IReadOnlySet<string> Between(ReplayAnswer.Answered one, ReplayAnswer.Answered other, string slot = "http://127.0.0.1:5101")
    {
        using var left = AnswerView.Of(one, new("http://127.0.0.1:5101"));
        using var right = AnswerView.Of(other, new(slot));
        return new Differences([]).Between(left, right);
    }
}
