using System.Runtime.Versioning;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Flags;
using MigrationGuard.TestKit.Http;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing.Nginx;

/// <summary>What only an nginx with flags does, and what people are told when something of it is not as it should be.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class NginxRouterTests
{
    private NginxBed _bed = null!;
    private IRouter _router = null!;

    [SetUp]
    public void Start()
    {
        _bed = new NginxBed();
        _router = _bed.Connect();
    }

    [TearDown]
    public async Task End()
    {
        await _router.DisposeAsync();
        await _bed.DisposeAsync();
    }

    private string Active => Path.Combine(_bed.Server.Flags, "active");

    [Test]
    public async Task A_switch_reloads_nothing_and_prepares_the_way_back()
    {
        await _router.ApplyAsync("green", 8, 0, default);

        Assert.That(File.ReadAllText(Path.Combine(_bed.Server.Directory, "error.log")), Does.Not.Contain("reconfiguring"));
        Assert.That(File.ReadAllText(Path.Combine(_bed.Server.Flags, "blue@9", "state")), Is.EqualTo("blue@9\n"));
        Assert.That(File.Exists(Path.Combine(_bed.Server.Flags, "blue@9", "blue")));
    }

    [Test]
    public async Task Folders_of_long_ago_and_what_a_killed_gate_left_are_removed()
    {
        File.CreateSymbolicLink(Path.Combine(_bed.Server.Flags, ".active.1.next"), "blue@0");
        for (var generation = 1; generation <= 5; generation++)
        {
            await _router.ApplyAsync(generation % 2 == 1 ? "green" : "blue", generation, generation - 1, default);
        }

        Assert.That(Directory.GetFileSystemEntries(_bed.Server.Flags).Select(Path.GetFileName), Is.EquivalentTo(new[] { "active", "green@3", "blue@4", "green@5", "blue@6" }));
    }

    [Test]
    public async Task A_folder_that_nginx_does_not_read_is_never_there()
    {
        var other = Path.Combine(_bed.Server.Directory, "other");
        Directory.CreateDirectory(Path.Combine(other, "green@8"));
        await File.WriteAllTextAsync(Path.Combine(other, "green@8", "green"), "");
        File.CreateSymbolicLink(Path.Combine(other, "active"), "green@8");
        await using var router = new FlagRouter(_bed.Settings with { Flags = other });

        var answer = $"nginx sends requests to blue at generation 0, but its files say green at generation 8: does its configuration name {other}?";
        Assert.That(await router.ObserveAsync(default), Is.EqualTo(new RouterObservation.NotYet(answer)));
        Assert.That(await router.ApplyAsync("blue", 9, 8, default), Is.InstanceOf<RouterObservation.NotYet>());
    }

    [Test]
    public async Task An_nginx_that_remembers_files_is_not_there_yet()
    {
        var configuration = await File.ReadAllTextAsync(_bed.Server.Configuration);
        await File.WriteAllTextAsync(_bed.Server.Configuration, configuration.Replace("open_file_cache off", "open_file_cache max=100; open_file_cache_valid 60s", StringComparison.Ordinal));
        _bed.Server.Reload();
        await _router.ObserveAsync(default);

        Assert.That(await _router.ApplyAsync("green", 1, 0, default), Is.InstanceOf<RouterObservation.NotYet>().Or.InstanceOf<RouterObservation.Unknown>());
    }

    [Test]
    public async Task A_folder_in_which_nothing_can_be_made_is_said_and_nothing_moves()
    {
        await File.WriteAllTextAsync(Path.Combine(_bed.Server.Flags, "green@1"), "no folder");

        Assert.That(Reason(await _router.ApplyAsync("green", 1, 0, default)), Does.StartWith($"{Active} cannot be replaced: ").And.Contain("green@1"));
        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(new RouterObservation.At("blue", 0)));
    }

    [Test]
    public async Task A_folder_that_this_user_may_not_write_into_is_known_before_a_switch()
    {
        var mode = File.GetUnixFileMode(_bed.Server.Flags);
        File.SetUnixFileMode(_bed.Server.Flags, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        var seen = await _router.ObserveAsync(default);
        File.SetUnixFileMode(_bed.Server.Flags, mode);

        // Root may do everything.
        Assert.That(seen, Is.EqualTo(Posix.User == 0
            ? new RouterObservation.At("blue", 0)
            : new RouterObservation.Unknown($"requests go to blue at generation 0, but nothing could move them: this user may not write into {_bed.Server.Flags}: chown it to the user that runs the gate")));
    }

    [Test]
    public async Task While_somebody_else_changes_the_flags_nothing_is_changed()
    {
        using var held = Posix.OpenDirectory(_bed.Server.Flags);
        Assert.That(Posix.TryLock(held));
        await using var hasty = new FlagRouter(_bed.Settings with { LockTimeout = TimeSpan.FromMilliseconds(50) });

        Assert.That(await hasty.ApplyAsync("green", 1, 0, default), Is.EqualTo(new RouterObservation.NotYet("another change of the flags is under way")));
    }

    [Test]
    public async Task A_folder_that_is_not_there()
    {
        var nowhere = _bed.Server.Flags + "/nowhere";
        await using var router = new FlagRouter(_bed.Settings with { Flags = nowhere });

        Assert.That(Reason(await router.ObserveAsync(default)), Does.StartWith($"there is no {nowhere}/active: begin with 'mkdir blue@0; touch blue@0/blue; "));
        Assert.That(Reason(await router.ApplyAsync("green", 1, 0, default)), Is.EqualTo($"there is no folder {nowhere} on this machine"));
    }

    [Test]
    public async Task A_link_that_is_none_or_leads_nowhere()
    {
        File.Delete(Active);
        await File.WriteAllTextAsync(Active, "green");
        Assert.That(Reason(await _router.ObserveAsync(default)), Is.EqualTo($"{Active} is no symbolic link"));

        File.Delete(Active);
        File.CreateSymbolicLink(Active, "green");
        Assert.That(Reason(await _router.ObserveAsync(default)), Is.EqualTo($"{Active} leads to green, which is not SLOT@GENERATION"));

        File.Delete(Active);
        File.CreateSymbolicLink(Active, "green@8");
        Assert.That(Reason(await _router.ObserveAsync(default)), Is.EqualTo($"{Active} leads to green@8, where there is no file green"));
    }

    [Test]
    public async Task A_slot_that_is_not_in_the_settings() =>
        Assert.That(Reason(await _router.ApplyAsync("red", 1, 0, default)), Is.EqualTo("slot red is not in the settings of the router"));

    [TestCase(404, "", null, "nginx knows nothing at {0} (404): its configuration needs that location, and its user has to reach the files")]
    [TestCase(502, "", null, "nginx answered at {0} with status 502")]
    [TestCase(200, "blue@0", null, "nginx answers at {0} without the header X-Slot")]
    [TestCase(200, "blue@0", "green", "nginx reads blue@0 and chooses green: does its configuration test the same folder, and remember no files?")]
    [TestCase(200, "blue", "blue", "what nginx answers at {0} is not SLOT@GENERATION: blue")]
    public async Task What_nginx_says_and_should_not(int status, string body, string? slot, string message)
    {
        await using var fake = new SmallServer((_, _) => Task.FromResult(new SmallResponse(status, body) { Headers = slot is null ? [] : new Dictionary<string, string> { ["X-Slot"] = slot } }));
        await using var router = new FlagRouter(_bed.Settings with { Status = fake.Address });

        Assert.That(Reason(await router.ObserveAsync(default)), Is.EqualTo(message.Replace("{0}", fake.Address.ToString(), StringComparison.Ordinal)));
    }

    [Test]
    public async Task An_nginx_that_says_nothing()
    {
        await using var silent = new SmallServer(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return new SmallResponse(200, "");
        });
        await using var router = new FlagRouter(_bed.Settings with { Status = silent.Address, Timeout = TimeSpan.FromMilliseconds(100) });

        Assert.That(Reason(await router.ObserveAsync(default)), Is.EqualTo($"nginx did not answer at {silent.Address} within 0.1 seconds"));
    }

    private static string Reason(RouterObservation observation)
    {
        Assert.That(observation, Is.InstanceOf<RouterObservation.Unknown>());
        return ((RouterObservation.Unknown)observation).Reason;
    }
}
