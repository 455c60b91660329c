using MigrationGuard.Gate.Environments;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Environments;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class EnvironmentEvidenceTests : IDisposable
{
    private static readonly CaptureKey Key = CaptureKey.Of("0123456789abcdef-shared")!;

    private static readonly ConnectionFacts Shop = new("SHOP_DB") { Host = "db", Port = 5432, Database = "shop", SearchPath = "public", Role = "shop_app", Rest = "1" };

    private static readonly DateTimeOffset Now = World.Release.StartedAt.AddHours(5);

    private readonly EvidenceMeans _means = Requests.Means with { Time = Later() };
    private readonly string _folder = Directory.CreateTempSubdirectory("environment").FullName;
    private readonly MemoryActivity _activity = new();
    private EnvironmentCapture _blue = Of(World.Release.Old);
    private EnvironmentCapture _green = Of(World.Release.New);
    private IReadOnlyList<string> _ignored = [];
    private TimeSpan? _maximumAge;

    public void Dispose() => Directory.Delete(_folder, true);

    [Test]
    public async Task Environments_that_differ_in_their_images_only_pass()
    {
        _green = _green with { Image = "sha256:2" };
        var pieces = await Collect();
        Assert.That(pieces.Select(piece => (piece.Kind, piece.Version, piece.Verdict)), Is.EqualTo(new[] { ("environment", "4.2.0", EvidenceVerdict.Pass), ("environment", "4.3.0", EvidenceVerdict.Pass) }), pieces[1].Detail);
        Assert.That(pieces[1].Detail, Does.StartWith("1 variables, 1 connections, 1 flags and 1 limits are those of the old version; 0 differences are expected; image not said and sha256:2; no session has application_name webshop-blue"));
    }

    [TestCaseSource(nameof(Differences))]
    public async Task What_differs_fails_the_new_version(EnvironmentCapture other, string why)
    {
        _green = other;
        var pieces = await Collect();
        Assert.That(pieces.Select(piece => piece.Verdict), Is.EqualTo(new[] { EvidenceVerdict.Pass, EvidenceVerdict.Fail }));
        Assert.That(pieces[1].Detail, Does.StartWith(why + "; 0 differences are expected"));
    }

    [Test]
    public async Task Differences_of_the_policy_are_expected()
    {
        _green = _green with { Variables = new Dictionary<string, string> { ["PORT"] = "3", ["NEW_A"] = "4", ["HOSTNAME"] = "5" }, Flags = new Dictionary<string, string>(), Limits = new Dictionary<string, string> { ["memory"] = "9" } };
        _ignored = ["PORT", "NEW_*", "flag:*", "limit:memory"];
        Assert.That((await Collect())[1], Has.Property("Verdict").EqualTo(EvidenceVerdict.Pass).And.Property("Detail").Contains("; 5 differences are expected"));
    }

    [Test]
    public async Task A_forged_capture_is_unknown()
    {
        await Write();
        var file = Path.Combine(_folder, "green.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"shop_app\"", "\"postgres\"", StringComparison.Ordinal));
        Assert.That((await Take())[1], Has.Property("Verdict").EqualTo(EvidenceVerdict.Unknown).And.Property("Detail").EqualTo("the environments cannot be compared: slot green: its seal does not fit: somebody changed it"));
        await File.WriteAllTextAsync(file, CaptureFile.Write(_green with { KeyCheck = CaptureKey.Of("another key of somebody")!.Check }, CaptureKey.Of("another key of somebody")!));
        Assert.That((await Take())[1].Detail, Does.EndWith("slot green: it was taken with another key"));
        File.Delete(file);
        var pieces = await Take();
        Assert.That(pieces.Select(piece => piece.Verdict), Is.EqualTo(new[] { EvidenceVerdict.Pass, EvidenceVerdict.Unknown }));
        Assert.That(pieces[1].Detail, Does.EndWith("slot green: green.json cannot be read: it is not there"));
    }

    [Test]
    public async Task A_capture_that_is_cut_or_changed_anywhere_is_unknown()
    {
        var text = CaptureFile.Write(_green, Key);
        for (var length = 0; length < text.Length - 2; length++)
        {
            Assert.That(CaptureFile.Read(text[..length], Key).Capture, Is.Null);
        }

        Assert.That(CaptureFile.Read(text, Key).Capture, Is.Not.Null);
        await Task.WhenAll(Enumerable.Range(0, text.Length).Where(at => char.IsAsciiLetterOrDigit(text[at])).Select(at => Task.Run(() =>
        {
            var changed = string.Concat(text.AsSpan(0, at), text[at] == '7' ? "8" : "7", text.AsSpan(at + 1));
            Assert.That(CaptureFile.Read(changed, Key).Capture is null || CaptureFile.Write(CaptureFile.Read(changed, Key).Capture!, Key) == text, changed);
        })));
    }

    [TestCaseSource(nameof(Stale))]
    public async Task What_is_not_of_this_release_is_unknown(EnvironmentCapture stale, string why)
    {
        _green = stale;
        Assert.That((await Collect())[1], Has.Property("Verdict").EqualTo(EvidenceVerdict.Unknown).And.Property("Detail").StartsWith("the environments cannot be compared: slot green: " + why));
    }

    [Test]
    public async Task An_older_capture_counts_where_the_policy_says_so()
    {
        (_blue, _green) = (_blue with { CapturedAt = Now.AddHours(-3) }, _green with { CapturedAt = Now.AddHours(-1) });
        _maximumAge = TimeSpan.FromHours(4);
        Assert.That((await Collect())[1].Verdict, Is.EqualTo(EvidenceVerdict.Pass));
        _maximumAge = TimeSpan.FromHours(2);
        Assert.That((await Collect()).Select(piece => piece.Verdict), Is.All.EqualTo(EvidenceVerdict.Unknown));
    }

    [Test]
    public async Task Sessions_of_another_role_fail_whatever_the_variables_say()
    {
        _activity.Connect("webshop-blue", 1);
        _activity.Connect("webshop-green", 2);
        Assert.That((await Collect())[1].Detail, Does.EndWith("; sessions of both have the role shop"));
        _activity.Connect("webshop-green", 3, user: "postgres");
        Assert.That((await Collect())[1], Has.Property("Verdict").EqualTo(EvidenceVerdict.Fail).And.Property("Detail").StartsWith("sessions of webshop-green have the role postgres, shop, those of webshop-blue shop; "));
        _ignored = ["role"];
        Assert.That((await Collect())[1].Verdict, Is.EqualTo(EvidenceVerdict.Pass));
    }

    [Test]
    public async Task A_slot_can_serve_its_capture()
    {
        var answer = new TestAnswer("4.3.0", Body: CaptureFile.Write(_green, Key));
        using var door = new TestDoor(_ => answer);
        await Write();
        var served = new CaptureSource.Served("/environment");
        Assert.That((await Take(served, door.Url))[1].Verdict, Is.EqualTo(EvidenceVerdict.Pass));
        answer = answer with { Release = "4.2.9" };
        Assert.That((await Take(served, door.Url))[1].Detail, Does.Contain("slot green: it answers as 4.2.9, it should be 4.3.0"));
        answer = new("4.3.0", 404);
        Assert.That((await Take(served, door.Url))[1], Has.Property("Verdict").EqualTo(EvidenceVerdict.Unknown).And.Property("Detail").EndsWith("/environment answered 404"));
    }

    [Test]
    public void The_same_value_has_other_hashes_under_other_names_and_keys()
    {
        string[] hashes = [Key.Hash("A", "secret"), Key.Hash("B", "secret"), CaptureKey.Of("another key of somebody")!.Hash("A", "secret"), Key.Hash("A", "other")];
        Assert.That(hashes, Is.Unique.And.All.Length.EqualTo(32));
        Assert.That(CaptureKey.Of("  short  "), Is.Null);
    }

    private static IEnumerable<TestCaseData> Differences()
    {
        var green = Of(World.Release.New);
        EnvironmentCapture With(ConnectionFacts shop) => green with { Connections = [shop] };
        yield return new(With(Shop with { Host = "db2" }), "SHOP_DB leads to db2:5432/shop (public), that of the old version to db:5432/shop (public)");
        yield return new(With(Shop with { Database = "test" }), "SHOP_DB leads to db:5432/test (public), that of the old version to db:5432/shop (public)");
        yield return new(With(Shop with { SearchPath = "" }), "SHOP_DB leads to db:5432/shop, that of the old version to db:5432/shop (public)");
        yield return new(With(Shop with { Role = "postgres" }), "SHOP_DB has the role postgres, that of the old version shop_app");
        yield return new(With(Shop with { Rest = "2" }), "SHOP_DB has other settings, or another password");
        yield return new(With(Shop with { Variable = "OTHER_DB" }), "OTHER_DB leads to db:5432/shop (public), the old version has none; SHOP_DB is missing, that of the old version leads to db:5432/shop (public)");
        yield return new(green with { Variables = new Dictionary<string, string> { ["PORT"] = "2" } }, "PORT has another value");
        yield return new(green with { Variables = new Dictionary<string, string>() }, "PORT is missing");
        yield return new(green with { Flags = new Dictionary<string, string> { ["new-checkout"] = "2" } }, "flag:new-checkout has another value");
        yield return new(green with { Limits = new Dictionary<string, string> { ["memory"] = "100" } }, "limit:memory is 100, 536870912 for the old version");
    }

    private static IEnumerable<TestCaseData> Stale()
    {
        var green = Of(World.Release.New);
        yield return new(green with { Digest = null }, "the capture does not say of which version and digest it is");
        yield return new(green with { Release = "4.2.9" }, "it was captured of 4.2.9, it should be 4.3.0");
        yield return new(green with { Digest = "sha256:forged" }, "it was captured of another artifact (sha256:forged)");
        yield return new(green with { CapturedAt = World.Release.StartedAt.AddSeconds(-1) }, "it was captured at ");
        yield return new(green with { CapturedAt = Now.AddHours(1) }, "it was captured in the future: a clock is wrong");
    }

    private static AutoTime Later()
    {
        var time = new AutoTime { Stopped = true };
        time.Set(Now - time.GetUtcNow());
        return time;
    }

    private static EnvironmentCapture Of(ReleaseSide side) => new()
    {
        Release = side.Version, Digest = side.Digest, CapturedAt = World.Release.StartedAt.AddSeconds(1), KeyCheck = Key.Check, Connections = [Shop],
        Variables = new Dictionary<string, string> { ["PORT"] = "1" }, Flags = new Dictionary<string, string> { ["new-checkout"] = "1" }, Limits = new Dictionary<string, string> { ["memory"] = "536870912" },
    };

    private async Task<IReadOnlyList<Ledgers.Evidence>> Collect()
    {
        await Write();
        return await Take();
    }

    private async Task Write()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "blue.json"), CaptureFile.Write(_blue, Key));
        await File.WriteAllTextAsync(Path.Combine(_folder, "green.json"), CaptureFile.Write(_green, Key));
    }

    private async Task<IReadOnlyList<Ledgers.Evidence>> Take(CaptureSource? green = null, Uri? door = null)
    {
        var settings = new CaptureSettings
        {
            Captures = new Dictionary<string, CaptureSource> { ["blue"] = new CaptureSource.Stored(Path.Combine(_folder, "blue.json")), ["green"] = green ?? new CaptureSource.Stored(Path.Combine(_folder, "green.json")) },
            Ignored = _ignored,
            MaximumAge = _maximumAge,
        };
        var nobody = new Uri("http://127.0.0.1:1");
        return await new EnvironmentEvidence(_means, settings, Key) { Slots = Requests.Slots(nobody, door ?? nobody), Activity = _activity }.CollectAsync(Requests.One, default);
    }
}
