using MigrationGuard.Collections;
using MigrationGuard.Manifests;
using MigrationGuard.Recordings;

namespace MigrationGuard.PostgreSql.Tests.Recordings;

public sealed class RecordingFileTests
{
    private string _folder = null!;

    [SetUp]
    public void SetUp() => _folder = Directory.CreateTempSubdirectory("recording").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_recording_is_read_as_it_was_written()
    {
        var recording = Some("SELECT a FROM t WHERE id = $1", 5);
        Assert.That(RecordingFile.Read(RecordingFile.ToJson(recording), "x"), Is.EqualTo(recording));
    }

    [TestCase("{", "this is no recording")]
    [TestCase("{}", "version 0 of the format")]
    [TestCase("{\"recording\":2}", "version 2 of the format, and this tool reads 1; use the tool of the version that recorded it")]
    [TestCase("{\"recording\":1}", "this is no recording")]
    [TestCase("""{"recording":1,"sessions":[],"misses":[],"statements":[{"text":"SELECT 1","parameters":[],"session":3}]}""", "this is no recording")]
    public void What_is_none_is_refused(string json, string expected)
        => Assert.That(() => RecordingFile.Read(json, "x"), Throws.TypeOf<ManifestException>().With.Message.Contains(expected));

    [Test]
    public void Processes_that_record_into_one_file_lose_nothing()
    {
        var target = Path.Combine(_folder, "recording.json");
        FileRecordingSink[] sinks = [new(target), new(target), new(target)];
        Parallel.ForEach(sinks, sink =>
        {
            Assert.That(sink.Open(), Is.Null);
            for (var n = 1; n <= 20; n++)
            {
                Assert.That(sink.Write(Some("SELECT a FROM t WHERE id = $1", n)), Is.Null);
            }
        });
        var merged = Recording.Merge(FileRecordingSink.ReadAll(target));
        Assert.Multiple(() =>
        {
            Assert.That(merged.Statements.Single().Calls, Is.EqualTo(60));
            Assert.That(merged.Processes, Is.EqualTo(3));
            Assert.That(merged.Misses, Is.EqualTo(new[] { new RecordingMiss("a reason", 3) }));
        });
    }

    [Test]
    public void Other_parameter_types_and_sessions_stay_statements_of_their_own()
    {
        var one = Some("SELECT a FROM t WHERE id = $1", 1);
        var other = one with { Statements = new[] { one.Statements[0] with { Parameters = new[] { new ManifestParameter(null) } } } };
        var elsewhere = one with { Statements = new[] { one.Statements[0] with { Session = one.Statements[0].Session! with { Role = "admin" } } } };
        Assert.That(Recording.Merge([one, other, elsewhere, one]).Statements.Select(static statement => statement.Calls), Is.EquivalentTo(new[] { 2L, 1L, 1L }));
    }

    [Test]
    public void A_target_that_cannot_be_written_is_said_at_the_start()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        Assert.That(new FileRecordingSink(Path.Combine(file, "recording.json")).Open(), Does.Contain("cannot be written"));
    }

    private static Recording Some(string text, long calls)
    {
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        EquatableList<KeyValuePair<string, string>> settings = new KeyValuePair<string, string>[] { new("timezone", "UTC") };
        return new Recording
        {
            First = at,
            Last = at.AddSeconds(calls),
            Commands = calls + 1,
            Statements = new[]
            {
                new RecordedStatement(text, new[] { new ManifestParameter("id", "integer") }, new RecordedSession("shop", "app", "public", settings))
                {
                    Calls = calls, LastSeen = at.AddSeconds(calls), Result = new ManifestResultColumn[] { new("a", "integer") },
                },
            },
            Misses = new[] { new RecordingMiss("a reason", 1) },
        };
    }
}
