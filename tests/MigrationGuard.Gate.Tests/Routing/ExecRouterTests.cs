using MigrationGuard.Gate.Routing;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing;

internal sealed class ExecRouterTests
{
    private static readonly FrontDoorSettings Door = new(new Uri("http://127.0.0.1:1/"));

    [Test]
    public async Task Published_observations_are_understood()
    {
        var answers = new List<RouterObservation>();
        foreach (var example in Published.Blocks("json observation"))
        {
            await using var router = Router(observe: $"cat <<'END'\n{example}\nEND");
            answers.Add(await router.ObserveAsync(default));
        }

        Assert.That(answers, Is.EqualTo(new RouterObservation[]
        {
            new RouterObservation.At("blue", 7),
            new RouterObservation.NotYet("2 of 3 nodes are on green"),
            new RouterObservation.Unknown("the controller does not answer"),
        }));
    }

    [Test]
    public async Task A_published_count_is_understood()
    {
        await using var router = Router(drain: $"echo '{Published.Blocks("json remaining").Single()}'");

        Assert.That(await router.DrainAsync("blue", TimeSpan.Zero, default), Is.EqualTo(new DrainResult(3, true)));
    }

    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("7")]
    [TestCase("{\"slot\":\"blue\"}")]
    [TestCase("{\"slot\":\"\",\"generation\":7}")]
    [TestCase("{\"slot\":\"blue\",\"generation\":\"7\"}")]
    [TestCase("{\"slot\":\"blue\",\"generation\":-7}")]
    [TestCase("{\"slot\":\"blue\",\"generation\":7.5}")]
    [TestCase("{\"slot\":7,\"generation\":7}")]
    [TestCase("{\"notYet\":true}")]
    public async Task Other_JSON_is_unknown(string answer)
    {
        await using var router = Router(observe: $"echo '{answer}'");

        Assert.That(await router.ObserveAsync(default), Is.EqualTo(new RouterObservation.Unknown("the observe command answered with JSON that has no slot and generation, no notYet and no unknown")));
    }

    [Test]
    public async Task Commands_see_what_they_are_asked_for()
    {
        using var file = new TemporaryFile();
        await using var router = Router(
            observe: """echo '{"slot":"blue","generation":7}'""",
            apply: $"env | grep ^MIGRATIONGUARD_ | grep -v _RUN= | sort > '{file.Path}'");

        await router.ApplyAsync("green; rm -rf \"$HOME\"", 8, 7, default);

        Assert.That(await File.ReadAllLinesAsync(file.Path), Is.EqualTo(new[]
        {
            "MIGRATIONGUARD_ACTION=apply", "MIGRATIONGUARD_EXPECTED_GENERATION=7", "MIGRATIONGUARD_GENERATION=8", "MIGRATIONGUARD_SLOT=green; rm -rf \"$HOME\"",
        }));
    }

    [Test]
    public async Task What_apply_says_counts_less_than_what_is_observed()
    {
        await using var liar = Router(observe: """echo '{"slot":"blue","generation":7}'""", apply: "exit 0");

        Assert.That(await liar.ApplyAsync("green", 8, 7, default), Is.EqualTo(new RouterObservation.At("blue", 7)));
    }

    [Test]
    public async Task A_change_that_failed_and_is_made_all_the_same_is_made()
    {
        using var file = new TemporaryFile("""{"slot":"blue","generation":7}""");
        await using var router = Router(observe: $"cat '{file.Path}'", apply: $$"""echo '{"slot":"green","generation":8}' > '{{file.Path}}'; echo 'connection lost' >&2; exit 7""");

        Assert.That(await router.ApplyAsync("green", 8, 7, default), Is.EqualTo(new RouterObservation.At("green", 8)));
    }

    [TestCase("echo 'node 3 is slow' >&2; exit 75", typeof(RouterObservation.NotYet), "node 3 is slow")]
    [TestCase("echo 'no route to host' >&2; exit 7", typeof(RouterObservation.Unknown), "the apply command of the router ended with exit code 7: no route to host")]
    [TestCase("exit 1", typeof(RouterObservation.Unknown), "the apply command of the router ended with exit code 1: it does not say why")]
    public async Task A_change_that_was_not_made_says_why(string apply, Type type, string reason)
    {
        await using var router = Router(observe: """echo '{"slot":"blue","generation":7}'""", apply: apply);

        var answer = await router.ApplyAsync("green", 8, 7, default);

        Assert.That(answer, Is.TypeOf(type));
        Assert.That(answer.ToString(), Does.Contain(reason));
    }

    [Test]
    public async Task A_change_that_is_refused_leaves_the_router_where_it_is()
    {
        using var file = new TemporaryFile("""{"slot":"blue","generation":7}""");
        await using var router = Router(observe: $"cat '{file.Path}'", apply: $$"""echo '{"slot":"red","generation":8}' > '{{file.Path}}'; exit 76""");

        Assert.That(await router.ApplyAsync("green", 8, 7, default), Is.EqualTo(new RouterObservation.At("red", 8)), "somebody else was faster");
    }

    [Test]
    public async Task Over_another_generation_the_command_is_not_even_run()
    {
        using var file = new TemporaryFile();
        await using var router = Router(observe: """echo '{"slot":"blue","generation":6}'""", apply: $"echo ran > '{file.Path}'");

        await router.ApplyAsync("green", 8, 7, default);

        Assert.That(await File.ReadAllTextAsync(file.Path), Is.Empty);
    }

    [Test]
    public async Task A_command_that_takes_too_long_is_killed()
    {
        await using var router = new ExecRouter(new ExecRouterSettings("sleep 60", "exit 1", null, Door) { Timeout = TimeSpan.FromMilliseconds(500) });

        Assert.That(await router.ObserveAsync(default), Is.EqualTo(new RouterObservation.Unknown("the observe command of the router: it did not end within 0.5 s and was killed")));
    }

    [Test]
    public async Task What_a_command_complains_of_is_shown_without_secrets()
    {
        await using var router = Router(observe: "echo 'cannot reach postgres://shop:hunter2@db' >&2; exit 7");

        Assert.That(await router.ObserveAsync(default), Is.EqualTo(new RouterObservation.Unknown("the observe command of the router ended with exit code 7: cannot reach postgres://shop:***@db")));
    }

    [Test]
    public async Task A_command_that_prints_without_end_is_no_trouble()
    {
        await using var router = Router(observe: "head -c 5000000 /dev/zero | tr '\\0' x");

        Assert.That(await router.ObserveAsync(default), Is.EqualTo(new RouterObservation.Unknown("the observe command did not answer with JSON")));
    }

    [Test]
    public async Task No_message_shows_the_command()
    {
        const string Secret = "hunter2";
        var settings = new ExecRouterSettings($"true --token={Secret}", $"false --token={Secret}", null, Door);
        await using var router = new ExecRouter(settings);

        Assert.That($"{settings} {router.Name} {await router.ObserveAsync(default)} {await router.ApplyAsync("green", 8, 7, default)}", Does.Not.Contain(Secret));
    }

    [Test]
    public async Task Without_a_drain_command_the_time_passes()
    {
        await using var router = Router();

        Assert.That(router.Capabilities.CountsInFlight, Is.False);
        Assert.That(await router.DrainAsync("blue", TimeSpan.FromMilliseconds(30), default), Is.EqualTo(new DrainResult(0, false)));
    }

    private static ExecRouter Router(string observe = "exit 1", string apply = "exit 1", string? drain = null) =>
        new(new ExecRouterSettings(observe, apply, drain, Door) { PollInterval = TimeSpan.FromMilliseconds(5) });
}
