using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Configuration;

namespace MigrationGuard.Tests.Configuration;

public sealed class PlacedJsonReaderTests
{
    private static readonly Gen<string> Texts = Gen.Elements('a', 'Z', '"', '\\', '/', '\n', '\t', '\0', 'é', '€', ' ', '{', ',').ListOf().Select(letters => new string([.. letters]) + "😀"[..(letters.Count % 2 * 2)]);

    private static readonly Gen<JsonNode?> Leaves = Gen.OneOf(
        Texts.Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.OneOf(Gen.Choose(-1_000_000, 1_000_000).Select(number => number / 8.0), Gen.Elements(0, 1e300, -2.5e-17, double.MaxValue, double.Epsilon)).Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Elements(true, false).Select(flag => (JsonNode?)JsonValue.Create(flag)),
        Gen.Constant<JsonNode?>(null));

    [Test]
    public void What_another_writer_writes_is_read_as_it_was_meant() => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(400),
        Prop.ForAll(Arb.From(Gen.Zip(Nodes(3), Gen.Elements(true, false))), given =>
        {
            var options = new JsonSerializerOptions { WriteIndented = given.Item2, Encoder = given.Item2 ? JavaScriptEncoder.UnsafeRelaxedJsonEscaping : null };
            var text = given.Item1?.ToJsonString(options) ?? "null";
            AssertSame(PlacedJsonReader.Read("f", text), given.Item1, text);
        }));

    [Test]
    public void No_text_gives_another_exception_than_the_one_with_a_place() => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3000),
        Prop.ForAll(Arb.From(Gen.Elements("{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d83d", "//", "/*", "*/", "\n", "1", "-", ".", "e9", "true", "nul", "\0", "\uFEFF", " ", "a").ListOf()), pieces =>
        {
            var text = string.Concat(pieces);
            try
            {
                PlacedJsonReader.Read("f", text);
            }
            catch (ConfigurationException exception)
            {
                var place = exception.Origin.Place!.Value;
                Assert.That(place.Start, Is.InRange(0, text.Length));
                Assert.That(place.Start + place.Length, Is.LessThanOrEqualTo(text.Length));
                Assert.That(place.Line, Is.EqualTo(text[..place.Start].Count(letter => letter == '\n') + 1));
            }
        }));

    [Test]
    public void Comments_and_a_comma_at_the_end_are_allowed_and_places_are_kept()
    {
        var read = (PlacedObject)PlacedJsonReader.Read("f.json", "\uFEFF// one\r\n{\r\n  /* two\n */ \"é\": [1, \"x\\ty\",], // three\r\n}");
        var member = read.Members.Single();
        var items = ((PlacedArray)member.Value).Items;
        Assert.Multiple(() =>
        {
            Assert.That(read.Place.ToString(), Is.EqualTo("f.json(2,1)"));
            Assert.That(member.Place.ToString(), Is.EqualTo("f.json(4,5)"));
            Assert.That((member.Place.Length, items[1].Place.Length), Is.EqualTo((3, 6)));
            Assert.That(items[1].Place.ToString(), Is.EqualTo("f.json(4,14)"));
        });
    }

    [TestCase("", "(1,1): is not JSON: it ends where a value is expected")]
    [TestCase("{ \"a\" 1 }", "(1,7): is not JSON: '1' stands where a colon is expected")]
    [TestCase("{ a: 1 }", "(1,3): is not JSON: 'a' stands where a name in double quotes is expected")]
    [TestCase("[1 2]", "(1,4): is not JSON: '2' stands where a comma or ] is expected")]
    [TestCase("[1,,2]", "(1,4): is not JSON: ',' stands where a value is expected")]
    [TestCase("{} {}", "(1,4): is not JSON: '{' stands where the end is expected")]
    [TestCase("\n \"a\nb\"", "(2,4): is not JSON: a string goes to the end of its line")]
    [TestCase("[\"abc", "(1,2): is not JSON: the string that begins here does not end")]
    [TestCase("[\"\\x\"]", "(1,3): is not JSON: a backslash is followed by")]
    [TestCase("[\"\\ud83d\"]", "(1,3): is not JSON: half of a surrogate pair")]
    [TestCase("[012]", "(1,2): is not JSON: a number does not begin with 0")]
    [TestCase("[1.]", "(1,4): is not JSON: ']' stands where a digit is expected")]
    [TestCase("[1e999]", "(1,2): is not JSON: the number is too large")]
    [TestCase("[tru]", "(1,2): is not JSON: 't' stands where a value is expected")]
    [TestCase("[/* ]", "(1,2): is not JSON: the comment that begins here does not end")]
    public void What_is_no_JSON_is_said_with_its_place(string text, string message) => Assert.That(
        () => PlacedJsonReader.Read("f", text),
        Throws.TypeOf<ConfigurationException>().With.Matches<ConfigurationException>(exception => $"{exception.Origin}: {exception.Message}".StartsWith("f" + message, StringComparison.Ordinal)));

    [Test]
    public void Objects_and_arrays_lie_64_deep_and_no_deeper()
    {
        Assert.That(() => PlacedJsonReader.Read("f", new string('[', 64) + new string(']', 64)), Throws.Nothing);
        Assert.That(() => PlacedJsonReader.Read("f", new string('[', 100_000)), Throws.TypeOf<ConfigurationException>().With.Message.Contains("64"));
    }

    private static Gen<JsonNode?> Nodes(int depth) => depth == 0 ? Leaves : Gen.OneOf(
        Leaves,
        Nodes(depth - 1).ListOf(3).Select(items => (JsonNode?)new JsonArray([.. items])),
        Gen.Zip(Texts, Nodes(depth - 1)).ListOf(3).Select(members => (JsonNode?)new JsonObject(members.DistinctBy(member => member.Item1).Select(member => KeyValuePair.Create(member.Item1, member.Item2)))));

    private static void AssertSame(PlacedJson read, JsonNode? meant, string text)
    {
        switch (read)
        {
            case PlacedNull:
                Assert.That(meant, Is.Null);
                break;
            case PlacedString found:
                Assert.That(found.Value, Is.EqualTo(meant!.GetValue<string>()));
                Assert.That((text[found.Place.Start], text[found.Place.Start + found.Place.Length - 1]), Is.EqualTo(('"', '"')));
                break;
            case PlacedNumber found:
                Assert.That(found.Value, Is.EqualTo(meant!.GetValue<double>()));
                break;
            case PlacedBoolean found:
                Assert.That(found.Value, Is.EqualTo(meant!.GetValue<bool>()));
                break;
            case PlacedArray found:
                Assert.That(found.Items, Has.Count.EqualTo(meant!.AsArray().Count));
                Assert.Multiple(() => found.Items.Zip(meant.AsArray()).ToList().ForEach(pair => AssertSame(pair.First, pair.Second, text)));
                break;
            case PlacedObject found:
                Assert.That(found.Members.Select(member => member.Name), Is.EqualTo(meant!.AsObject().Select(member => member.Key)));
                found.Members.ToList().ForEach(member => AssertSame(member.Value, meant[member.Name], text));
                break;
        }
    }
}
