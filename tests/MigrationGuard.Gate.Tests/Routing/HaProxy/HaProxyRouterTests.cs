using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.HaProxy;
using MigrationGuard.Gate.Tests.Support;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing.HaProxy;

/// <summary>What only HAProxy does: two places that say where requests go, and servers that it watches.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class HaProxyRouterTests
{
    private HaProxyBed _bed = null!;
    private IRouter _router = null!;

    [SetUp]
    public void Start()
    {
        _bed = new HaProxyBed();
        _router = _bed.Connect();
    }

    [TearDown]
    public async Task End()
    {
        await _router.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task The_slot_survives_a_reload()
    {
        await _router.ApplyAsync("green", 1, 0, default);

        _bed.Server.Reload();

        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(new RouterObservation.At("green", 1)));
        Assert.That((await _router.ProbeAsync(5, default)).Release, Is.EqualTo("4.3.0"));
    }

    [Test]
    public async Task A_file_that_says_something_else_is_not_there_yet_and_the_same_change_mends_it()
    {
        await _router.ApplyAsync("green", 8, 0, default);
        Rewrite("be_green@8", "be_blue@7");

        Assert.That(Reason(await _router.ObserveAsync(default)), Is.EqualTo("requests go to green at generation 8, but the map file says blue at generation 7, and a restart or reload goes by the file"));
        Assert.That(await _router.ApplyAsync("green", 8, 7, default), Is.EqualTo(new RouterObservation.At("green", 8)));
    }

    [Test]
    public async Task A_change_that_a_crash_left_between_file_and_requests_is_completed()
    {
        Rewrite("be_blue", "be_green@1");

        Assert.That(await _router.ObserveAsync(default), Is.InstanceOf<RouterObservation.NotYet>());
        Assert.That(await _router.ApplyAsync("green", 1, 0, default), Is.EqualTo(new RouterObservation.At("green", 1)));
        Assert.That((await _router.ProbeAsync(5, default)).Release, Is.EqualTo("4.3.0"));
    }

    [Test]
    public async Task A_reload_after_the_file_was_set_back_is_seen_as_somebody_elses_change()
    {
        await _router.ApplyAsync("green", 8, 0, default);
        Rewrite("be_green@8", "be_blue");
        _bed.Server.Reload();

        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(new RouterObservation.At("blue", 0)));
        Assert.That(await _router.ApplyAsync("blue", 9, 8, default), Is.EqualTo(new RouterObservation.At("blue", 0)));
    }

    [Test]
    public async Task A_change_by_hand_at_the_socket_is_seen()
    {
        await _router.ApplyAsync("green", 8, 0, default);
        await _bed.SayAsync($"set map {_bed.Server.MapFile} webshop be_blue");

        Assert.That(Reason(await _router.ObserveAsync(default)), Does.StartWith("requests go to blue at generation 0, but the map file says green at generation 8"));
    }

    [Test]
    public async Task Everything_else_in_the_map_stays_and_so_do_owner_and_mode()
    {
        var before = "# ünïcode, latin \u00e9\r\nshop\tbe_shop\r\n\n  webshop \t be_blue  \nwebshop2 be_two\n# webshop be_comment";
        File.WriteAllText(_bed.Server.MapFile, before, System.Text.Encoding.Latin1);
        File.SetUnixFileMode(_bed.Server.MapFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var owner = Posix.Owner(_bed.Server.MapFile);

        // Root can give the file away, and has to keep the gift.
        if (Posix.User == 0)
        {
            owner = (12345, 54321);
            Posix.Give(_bed.Server.MapFile, (12345, 54321));
        }

        Assert.That(await _router.ApplyAsync("green", 1, 0, default), Is.EqualTo(new RouterObservation.At("green", 1)));

        Assert.That(File.ReadAllText(_bed.Server.MapFile, System.Text.Encoding.Latin1), Is.EqualTo(before.Replace("\t be_blue", "\t be_green@1", StringComparison.Ordinal)));
        Assert.That(File.GetUnixFileMode(_bed.Server.MapFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead));
        Assert.That(Posix.Owner(_bed.Server.MapFile), Is.EqualTo(owner));
        Assert.That(await _bed.SayAsync($"get map {_bed.Server.MapFile} admin"), Does.Contain("be_admin"), "the running map has its other keys");
    }

    [Test]
    public async Task A_symbolic_link_stays_one()
    {
        var real = _bed.Server.MapFile + ".real";
        File.Move(_bed.Server.MapFile, real);
        File.CreateSymbolicLink(_bed.Server.MapFile, real);

        await _router.ApplyAsync("green", 1, 0, default);

        Assert.That(new FileInfo(_bed.Server.MapFile).LinkTarget, Is.EqualTo(real));
        Assert.That(await File.ReadAllTextAsync(real), Does.Contain("webshop be_green@1\n"));
    }

    [Test]
    public async Task A_slot_without_a_server_that_is_up_gets_no_requests()
    {
        await _bed.Green.DisposeAsync();
        await Soon.IsAsync(async () => Regex.IsMatch(await _bed.SayAsync("show stat"), "be_green,green,.*,DOWN,"), "HAProxy has noticed");

        Assert.That(Reason(await _router.ApplyAsync("green", 1, 0, default)), Is.EqualTo("nothing was changed: no server of backend be_green is up: green is DOWN"));
        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(new RouterObservation.At("blue", 0)));
    }

    [Test]
    public async Task A_server_in_maintenance_is_not_up()
    {
        await _bed.SayAsync("disable server be_green/green");

        Assert.That(Reason(await _router.ApplyAsync("green", 1, 0, default)), Is.EqualTo("nothing was changed: no server of backend be_green is up: green is MAINT"));
    }

    [Test]
    public async Task Going_back_works_when_the_file_cannot_be_written()
    {
        await _router.ApplyAsync("green", 8, 0, default);

        // No file system takes the name of a new file that is longer than the longest name.
        var crowded = Path.Combine(_bed.Server.Directory, new string('m', 250));
        File.Copy(_bed.Server.MapFile, crowded);
        await using var router = new HaProxyRouter(_bed.Settings with { MapFile = crowded });

        var answer = Reason(await router.ApplyAsync("blue", 9, 8, default));

        Assert.That(answer, Does.StartWith("requests go to blue at generation 9, but the map file says green at generation 8"));
        Assert.That(answer, Does.Contain("the map file cannot be written: "));
        Assert.That((await router.ProbeAsync(3, default)).Release, Is.EqualTo("4.2.0"));
        Assert.That(Directory.GetFiles(_bed.Server.Directory, ".*"), Is.Empty, "nothing is left behind");
    }

    [Test]
    public async Task Without_its_file_the_map_is_not_there()
    {
        File.Move(_bed.Server.MapFile, _bed.Server.MapFile + ".away");

        Assert.That(Reason(await _router.ObserveAsync(default)), Does.StartWith("requests go to blue at generation 0, but a restart may undo that: the map file cannot be read"));
    }

    [Test]
    public async Task What_a_killed_gate_left_behind_is_removed()
    {
        var left = Path.Combine(_bed.Server.Directory, ".webshop.map.1.next");
        await File.WriteAllTextAsync(left, "half a");

        Assert.That(await _router.ApplyAsync("green", 1, 0, default), Is.EqualTo(new RouterObservation.At("green", 1)));
        Assert.That(File.Exists(left), Is.False);
    }

    [Test]
    public async Task While_somebody_else_changes_the_map_nothing_is_changed()
    {
        using (var held = Posix.OpenDirectory(_bed.Server.Directory))
        {
            Assert.That(Posix.TryLock(held));
            await using var hasty = new HaProxyRouter(_bed.Settings with { LockTimeout = TimeSpan.FromMilliseconds(50) });
            Assert.That(Reason(await hasty.ApplyAsync("green", 1, 0, default)), Is.EqualTo("another change of the map is under way"));
        }

        Assert.That(await _router.ApplyAsync("green", 1, 0, default), Is.EqualTo(new RouterObservation.At("green", 1)));
    }

    [Test]
    public async Task With_a_configuration_that_does_not_parse_no_switch_begins_but_a_rollback_is_made()
    {
        await using var router = new HaProxyRouter(_bed.Checked);
        Assert.That(await router.ApplyAsync("green", 8, 0, default), Is.EqualTo(await router.ObserveAsync(default)));
        await File.AppendAllTextAsync(_bed.Server.Configuration, "backend\n");

        Assert.That(Reason(await router.ObserveAsync(default)), Does.StartWith($"requests go to green at generation 8, but a change would not last: HAProxy does not accept {_bed.Server.Configuration}, and would not start again: "));
        Assert.That(await router.ApplyAsync("blue", 9, 8, default), Is.EqualTo(new RouterObservation.At("blue", 9)));
    }

    [Test]
    public async Task A_file_that_this_user_could_not_replace_is_known_before_a_switch()
    {
        File.SetUnixFileMode(_bed.Server.Directory, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var seen = await _router.ObserveAsync(default);
        File.SetUnixFileMode(_bed.Server.Directory, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);

        // Root may do everything.
        Assert.That(seen, Is.EqualTo(Posix.User == 0
            ? new RouterObservation.At("blue", 0)
            : new RouterObservation.NotYet($"requests go to blue at generation 0, but a change would not last: this user may not replace files in {_bed.Server.Directory}, where the map file is")));
    }

    [Test]
    public async Task The_admin_socket_may_be_a_port()
    {
        await using var router = new HaProxyRouter(_bed.Settings with { Socket = $"127.0.0.1:{_bed.Server.AdminPort}" });

        Assert.That(await router.ApplyAsync("green", 1, 0, default), Is.EqualTo(new RouterObservation.At("green", 1)));
    }

    private void Rewrite(string from, string to)
    {
        var text = File.ReadAllText(_bed.Server.MapFile);
        Assert.That(text, Does.Contain(from));
        File.WriteAllText(_bed.Server.MapFile, text.Replace(from, to, StringComparison.Ordinal));
    }

    private static string Reason(RouterObservation observation)
    {
        Assert.That(observation, Is.InstanceOf<RouterObservation.NotYet>());
        return ((RouterObservation.NotYet)observation).Reason;
    }
}
