using System.Diagnostics;
using System.Globalization;
using MigrationGuard.Collections;
using MigrationGuard.Manifests;
using MigrationGuard.Recordings;

namespace MigrationGuard.PostgreSql.Tests.Recordings;

public sealed class StatementRecorderTests
{
    private static readonly RecordedSession Session = new("shop", "shop_app", "public", []);

    [Test]
    public void A_statement_is_described_once_and_counted_from_then_on()
    {
        var recorder = new StatementRecorder(new RecordingLimits(), TimeProvider.System);
        Assert.That(recorder.TryCount("SELECT a FROM t WHERE id = @id AND b = 'x'", 7), Is.False);
        recorder.Add(Command("SELECT a FROM t WHERE id = @id AND b = 'x'", new ManifestParameter("@Id", "integer")), 7);
        Assert.That(recorder.TryCount(new string("SELECT a FROM t WHERE id = @id AND b = 'x'"), 7), Is.True);
        Assert.That(recorder.TryCount("SELECT a FROM t WHERE id = @id AND b = 'x'", 8), Is.False);
        recorder.Add(Command("SELECT a FROM t WHERE id = @id AND b = 'y' -- another", new ManifestParameter("id", "integer")), 7);
        recorder.Add(Command("SELECT a FROM t WHERE id = @id AND b = 'x'", new ManifestParameter("id", "bigint")), 8);
        var recording = recorder.Snapshot();
        Assert.Multiple(() =>
        {
            Assert.That(recording.Statements.Select(static statement => (statement.Text, statement.Calls, statement.Parameters[0].Type)), Is.EquivalentTo(new[]
            {
                ("SELECT a FROM t WHERE id = $1 AND b = $2", 3L, "integer"), ("SELECT a FROM t WHERE id = $1 AND b = $2", 1L, "bigint"),
            }));
            Assert.That(recording.Commands, Is.EqualTo(4));
            Assert.That(recording.Misses, Is.Empty);
        });
    }

    [Test]
    public void A_text_of_several_statements_becomes_several_and_their_parameters_go_where_they_are_used()
    {
        var recorder = new StatementRecorder(new RecordingLimits(), TimeProvider.System);
        recorder.Add(Command("BEGIN; UPDATE t SET a = @a WHERE id = @id; DELETE FROM t WHERE id = @id; COMMIT", new ManifestParameter("id", "integer"), new ManifestParameter("a", "text")), 1);
        Assert.That(recorder.Snapshot().Statements.Select(static statement => $"{statement.Text} {string.Join(',', statement.Parameters.Select(static parameter => parameter.Type))}"),
            Is.EqualTo(new[] { "DELETE FROM t WHERE id = $1 integer", "UPDATE t SET a = $1 WHERE id = $2 text,integer" }));
    }

    [Test]
    public void What_is_missed_is_counted_by_its_reason_each_time()
    {
        var recorder = new StatementRecorder(new RecordingLimits { Text = 1000 }, TimeProvider.System);
        recorder.Add(Command("COMMENT ON TABLE t IS 'x'"), 1);
        Assert.That(recorder.TryCount("COMMENT ON TABLE t IS 'x'", 1), Is.True);
        recorder.Add(Command("SELECT '" + new string('x', 5_000_000) + "'"), 1);
        recorder.Add(Command("SET ROLE other"), 1);
        recorder.Add(Command("SELECT 'no end"), 1);
        recorder.Miss("a listener's reason");
        Assert.That(recorder.Snapshot().Misses.Select(static miss => $"{miss.Count} {miss.Reason}"), Is.EquivalentTo(new[]
        {
            "2 COMMENT with a literal, which cannot be a parameter", "1 a text of more than 1000 characters", "1 SET ROLE: statements behind it ran otherwise than recorded",
            "1 a text that cannot be read", "1 a listener's reason",
        }));
    }

    [Test]
    public void Where_a_backslash_may_hide_the_end_of_a_string_nothing_is_kept()
    {
        var recorder = new StatementRecorder(new RecordingLimits(), TimeProvider.System);
        recorder.Add(Command("SET standard_conforming_strings = off"), 1);
        recorder.Add(Command(@"SELECT 'a\' secret '"), 1);
        Assert.That(recorder.Snapshot().Statements, Is.Empty);
    }

    [Test]
    public void Texts_that_keep_changing_take_no_more_memory_and_are_one_statement_where_only_literals_change()
    {
        var recorder = new StatementRecorder(new RecordingLimits { Statements = 100 }, TimeProvider.System);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 10_000; i++)
        {
            recorder.Add(Command(string.Create(CultureInfo.InvariantCulture, $"SELECT a FROM t WHERE id = {i} /* {new string('x', 500)} */")), 1);
            if (i % 100 == 0)
            {
                recorder.Add(Command(string.Create(CultureInfo.InvariantCulture, $"SELECT a FROM t{i}")), 1);
            }
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        var recording = recorder.Snapshot();
        Assert.Multiple(() =>
        {
            Assert.That(recording.Statements, Has.Count.EqualTo(100));
            Assert.That(recording.Statements.Max(static statement => statement.Calls), Is.EqualTo(10_000));
            Assert.That(recording.Misses, Is.EqualTo(new[] { new RecordingMiss("more different statements than are kept", 1) }));
            Assert.That(grown, Is.LessThan(30_000_000));
        });
    }

    [Test]
    public void Counting_a_known_text_takes_nothing_from_the_heap_and_hardly_any_time()
    {
        var recorder = new StatementRecorder(new RecordingLimits(), TimeProvider.System);
        var text = "SELECT " + string.Join(", ", Enumerable.Range(0, 40).Select(static n => $"column_{n}")) + " FROM t WHERE id = @id";
        recorder.Add(Command(text, new ManifestParameter("id", "integer")), 1);
        Assert.That(CountOften(recorder, text, 50_000), Is.EqualTo(50_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        CountOften(recorder, text, 200_000);
        clock.Stop();
        TestContext.Out.WriteLine($"{clock.Elapsed.TotalNanoseconds / 200_000:F0} ns for {text.Length} characters");
        Assert.Multiple(() =>
        {
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(10_000));
            Assert.That(clock.Elapsed.TotalNanoseconds / 200_000, Is.LessThan(5_000));
        });
    }

    [Test]
    public void Threads_that_count_at_the_same_time_lose_nothing()
    {
        var recorder = new StatementRecorder(new RecordingLimits(), TimeProvider.System);
        Parallel.For(0, 20_000, n =>
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"SELECT {n % 50} FROM t{n % 10}");
            if (!recorder.TryCount(text, 1))
            {
                recorder.Add(Command(text), 1);
            }
        });
        var recording = recorder.Snapshot();
        Assert.Multiple(() =>
        {
            Assert.That(recording.Statements.Sum(static statement => statement.Calls), Is.EqualTo(20_000));
            Assert.That(recording.Statements, Has.Count.EqualTo(10));
        });
    }

    private static int CountOften(StatementRecorder recorder, string text, int times)
    {
        var counted = 0;
        for (var i = 0; i < times; i++)
        {
            counted += recorder.TryCount(text, 1) ? 1 : 0;
        }

        return counted;
    }

    private static RecordedCommand Command(string text, params ManifestParameter[] parameters)
        => new(text, PlaceholderStyle.Named, new EquatableList<ManifestParameter>(parameters)) { Session = Session };
}
