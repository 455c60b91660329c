using System.Diagnostics;
using System.Text.Json;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Database.Tests.Ledgers;

public sealed class FileJournalTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2));

    private string _directory = null!;

    [SetUp]
    public void Choose() => _directory = Path.Combine(Path.GetTempPath(), $"migrationguard-journal-{Guid.NewGuid():N}", "releases");

    [TearDown]
    public void Remove()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(Path.GetDirectoryName(_directory)!, recursive: true);
        }
    }

    [Test]
    public async Task What_is_known_of_a_release_is_known_to_the_next_process()
    {
        Assert.That(await Open().RecallAsync(null, default), Is.Null);
        await Open().RememberAsync(Known("webshop-4.3.0", "switching"), default);
        await Open().RememberAsync(Known("webshop-4.3.0", "baking") with { NoWayBack = "long names" }, default);

        var known = (await Open().RecallAsync("webshop-4.3.0", default))!;

        Assert.That((known.Release, known.NoWayBack, known.At), Is.EqualTo((Known("webshop-4.3.0", "").Release, "long names", Noon)));
        Assert.That(known.State.GetProperty("state").GetString(), Is.EqualTo("baking"));
    }

    [Test]
    public async Task Releases_are_known_side_by_side_and_the_last_one_without_a_name()
    {
        await Open().RememberAsync(Known("a/b", "baking"), default);
        await Open().RememberAsync(Known("a_b", "ready"), default);
        Assert.That((await Open().RecallAsync(null, default))!.Release.Id, Is.EqualTo("a_b"));

        await Open().RememberAsync(Known("a/b", "window-open"), default);

        Assert.That((await Open().RecallAsync(null, default))!.Release.Id, Is.EqualTo("a/b"));
        Assert.That((await Open().RecallAsync("a_b", default))!.State.GetProperty("state").GetString(), Is.EqualTo("ready"));
        Assert.That(await Open().RecallAsync("another", default), Is.Null);
    }

    [TestCase("../../etc/passwd")]
    [TestCase("..")]
    [TestCase("C:\\x:y|z?")]
    [TestCase("日本 😀")]
    public async Task A_name_of_a_release_is_no_path(string id)
    {
        await Open().RememberAsync(Known(id, "baking"), default);
        await Open().AppendAsync(Note("a") with { Release = id }, default);

        Assert.That((await Open().RecallAsync(null, default))!.Release.Id, Is.EqualTo(id));
        Assert.That(await Open().PendingAsync(id, default), Has.Count.EqualTo(1));
        Assert.That(Directory.EnumerateFiles(Path.GetDirectoryName(_directory)!).Concat(Directory.EnumerateDirectories(_directory)), Is.Empty);
    }

    [Test]
    public async Task Notes_come_back_as_they_were_and_in_order()
    {
        JournalNote[] notes = [Note("a") with { Kind = JournalKind.Intent, Late = true }, Note("b") with { Progress = new("rolled-back", ReleaseStanding.Withdrawn) }];
        foreach (var note in notes)
        {
            await Open().AppendAsync(note, default);
        }

        await Open().AppendAsync(Note("c") with { Release = "another" }, default);

        var pending = await Open().PendingAsync("r1", default);
        Assert.That(pending.Select(note => note with { Payload = default }), Is.EqualTo(notes.Select(note => note with { Payload = default })));
        Assert.That(pending[0].Payload.GetProperty("why").GetString(), Is.EqualTo("line 1\nline 2"));
    }

    [Test]
    public async Task Notes_that_the_ledger_has_are_forgotten_and_those_that_came_since_are_not()
    {
        var journal = Open();
        await journal.AppendAsync(Note("a"), default);
        await journal.PendingAsync("r1", default);
        await Open().AppendAsync(Note("b"), default);

        await journal.SettleAsync("r1", default);
        Assert.That((await journal.PendingAsync("r1", default)).Select(note => note.Key), Is.EqualTo(new[] { "b" }));

        await journal.SettleAsync("r1", default);
        await journal.SettleAsync("r1", default);
        Assert.That(await Open().PendingAsync("r1", default), Is.Empty);
        Assert.That(Files("*.pending"), Is.Empty);
    }

    [TestCase("{\"release\":\"r1\",\"ki")]
    [TestCase("{")]
    [TestCase("\u0001")]
    public async Task A_line_that_was_cut_off_is_left_out_and_does_not_spoil_the_next_one(string rest)
    {
        await Open().AppendAsync(Note("a"), default);
        await File.AppendAllTextAsync(Files("*.pending").Single(), rest);
        Assert.That((await Open().PendingAsync("r1", default)).Select(note => note.Key), Is.EqualTo(new[] { "a" }));

        await Open().AppendAsync(Note("b"), default);

        Assert.That((await Open().PendingAsync("r1", default)).Select(note => note.Key), Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public async Task A_file_cut_off_anywhere_gives_the_notes_that_are_whole()
    {
        await Open().AppendAsync(Note("a"), default);
        await Open().AppendAsync(Note("b"), default);
        var file = Files("*.pending").Single();
        var bytes = await File.ReadAllBytesAsync(file);
        var first = Array.IndexOf(bytes, (byte)'\n') + 1;
        for (var length = 0; length <= bytes.Length; length += 7)
        {
            await File.WriteAllBytesAsync(file, bytes[..length]);
            Assert.That(await Open().PendingAsync("r1", default), Has.Count.EqualTo(length == bytes.Length ? 2 : length >= first ? 1 : 0), $"{length} bytes");
        }
    }

    [TestCase("*.pending")]
    [TestCase("*.json")]
    public async Task A_file_with_something_else_in_it_is_named(string pattern)
    {
        await Open().AppendAsync(Note("a"), default);
        await Open().RememberAsync(Known("r1", "baking"), default);
        var file = Files(pattern).Single();
        await File.WriteAllTextAsync(file, "nonsense\n");

        Assert.That(() => pattern == "*.json" ? Open().RecallAsync("r1", default) : (Task)Open().PendingAsync("r1", default), Throws.InstanceOf<IOException>().With.Message.Contains(Path.GetFileName(file)));
    }

    [Test]
    public async Task A_process_that_died_while_it_wrote_has_changed_nothing()
    {
        await Open().RememberAsync(Known("r1", "baking"), default);
        await File.WriteAllTextAsync(Files("*.json").Single() + ".new", "{ \"rel");

        Assert.That((await Open().RecallAsync("r1", default))!.State.GetProperty("state").GetString(), Is.EqualTo("baking"));
        await Open().RememberAsync(Known("r1", "ready"), default);
        Assert.That((await Open().RecallAsync("r1", default))!.State.GetProperty("state").GetString(), Is.EqualTo("ready"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_may_read_it()
    {
        await Open().RememberAsync(Known("r1", "baking"), default);
        await Open().AppendAsync(Note("a"), default);

        Assert.That(Files("*").Select(File.GetUnixFileMode), Is.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite).And.Exactly(4).Items);
        Assert.That(File.GetUnixFileMode(_directory), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Test]
    public async Task Several_at_once_lose_nothing_and_read_nothing_broken()
    {
        using var done = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await Open().PendingAsync("r1", default);
                await Open().RecallAsync(null, default);
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            for (var number = 0; number < 15; number++)
            {
                await Open().AppendAsync(Note(FormattableString.Invariant($"{writer}/{number}")), default);
                await Open().RememberAsync(Known("r1", FormattableString.Invariant($"{writer}")), default);
            }
        })));
        await done.CancelAsync();
        await reading;

        var keys = (await Open().PendingAsync("r1", default)).Select(note => note.Key).ToArray();
        Assert.That(keys, Is.Unique.And.Exactly(90).Items);
        for (var writer = 0; writer < 6; writer++)
        {
            Assert.That(keys.Where(key => key.StartsWith(FormattableString.Invariant($"{writer}/"), StringComparison.Ordinal)), Is.EqualTo(Enumerable.Range(0, 15).Select(number => FormattableString.Invariant($"{writer}/{number}"))));
        }
    }

    [Test]
    [Platform(Include = "Linux")]
    public async Task What_another_process_writes_is_waited_for()
    {
        await Open().AppendAsync(Note("a"), default);
        using var other = Process.Start(new ProcessStartInfo("flock", ["--exclusive", Path.Combine(_directory, "lock"), "sh", "-c", "echo locked; read go"]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        await other.StandardOutput.ReadLineAsync();
        var appending = Open().AppendAsync(Note("b"), default);
        await Task.Delay(200);
        Assert.That(appending.IsCompleted, Is.False);
        await other.StandardInput.WriteLineAsync("go");

        await appending;
        await other.WaitForExitAsync();
    }

    [Test]
    public void A_disk_that_refuses_is_an_error_of_the_disk()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory)!);
        File.WriteAllText(_directory, "this is no directory");
        try
        {
            Assert.That(() => Open().AppendAsync(Note("a"), default), Throws.InstanceOf<IOException>());
            Assert.That(() => Open().RememberAsync(Known("r1", "baking"), default), Throws.InstanceOf<IOException>());
            Assert.That(() => Open().SettleAsync("r1", default), Throws.InstanceOf<IOException>());
        }
        finally
        {
            File.Delete(_directory);
        }
    }

    private FileJournal Open() => new(_directory);

    private string[] Files(string pattern) => Directory.GetFiles(_directory, pattern);

    private static LastKnown Known(string id, string state) => new(
        new()
        {
            Id = id,
            Service = "webshop",
            Old = new("4.2.0", "sha256:4.2.0", "blue"),
            New = new("4.3.0", "sha256:4.3.0", "green"),
            Plan = "sha256:plan",
            PlannedOn = "sha256:before",
            Base = "webshop-4.2.0",
            StartedAt = Noon,
            StartedBy = "ada",
            Progress = new("baking", ReleaseStanding.Underway),
        },
        JsonSerializer.SerializeToElement(new { state }),
        null,
        Noon);

    private static JournalNote Note(string key) => new("r1", JournalKind.Effect, "flip", JsonElement.Parse("""{ "why": "line 1\nline 2" }""")) { Key = key, At = Noon };
}
