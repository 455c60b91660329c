using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Verification;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Platform(Exclude = "Win")]
public sealed class SuiteEvidenceTests : IDisposable
{
    private const string Green = "<testsuite><testcase name='a'/></testsuite>";

    private const string Write = $"""echo "{Green}" > results.xml""";

    private readonly string _folder = Directory.CreateTempSubdirectory("suite").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Test]
    public async Task A_suite_runs_for_both_versions_and_is_told_where_they_are()
    {
        var pieces = await Collect($$"""echo "$MIGRATIONGUARD_SLOT $MIGRATIONGUARD_VERSION $MIGRATIONGUARD_URL $MIGRATIONGUARD_FINGERPRINT $EXTRA" >> seen; {{Write}}""", suite => suite with
        {
            Environment = new Dictionary<string, string?> { ["EXTRA"] = "more" },
        });
        Assert.That(pieces.Select(piece => (piece.Kind, piece.Version, piece.Verdict, piece.Detail)), Is.EqualTo(new[]
        {
            ("suite:checkout", "4.2.0", EvidenceVerdict.Pass, "1 test passed"), ("suite:checkout", "4.3.0", EvidenceVerdict.Pass, "1 test passed"),
        }));
        Assert.That(await File.ReadAllLinesAsync(Path.Combine(_folder, "seen")), Is.EqualTo(new[] { "blue 4.2.0 http://127.0.0.1:5101 f1 more", "green 4.3.0 http://127.0.0.1:5102 f1 more" }));
    }

    [TestCase("4.1.0", EvidenceVerdict.Fail, "slot green answers as 4.1.0, it should be 4.3.0")]
    [TestCase("4.3.0", EvidenceVerdict.Pass, "1 test passed")]
    [TestCase(null, EvidenceVerdict.Pass, "1 test passed")]
    public async Task A_suite_that_ran_against_another_version_says_nothing_of_this_one(string? running, EvidenceVerdict verdict, string why)
    {
        using var door = new TestDoor(_ => new(running));
        var slots = new Dictionary<string, SlotDoor> { ["blue"] = new(TestDoor.Closed(), null), ["green"] = new(door.Url, null) };
        var suite = new SuiteEvidence(Requests.Means, [new("checkout", Write, "*.xml") { Directory = _folder }], slots) { Identity = new SlotIdentity(slots, new(new($"{door.Url}version")), TimeProvider.System) };
        var pieces = await suite.CollectAsync(Requests.One, default);
        Assert.That(pieces.Select(piece => piece.Verdict), Is.EqualTo(new[] { EvidenceVerdict.Unknown, verdict }));
        Assert.That(pieces[1].Detail, Does.StartWith(why));
    }

    [Test]
    public async Task A_failure_of_one_version_is_its_own()
    {
        var pieces = await Collect($"""if [ $MIGRATIONGUARD_SLOT = green ]; then echo "<testsuite><testcase classname='Orders' name='total'><failure/></testcase></testsuite>" > results.xml; echo details; exit 1; fi; {Write}""");
        Assert.That(pieces.Select(piece => piece.Verdict), Is.EqualTo(new[] { EvidenceVerdict.Pass, EvidenceVerdict.Fail }));
        Assert.That(pieces[1].Detail, Is.EqualTo("1 of 1 test failed: Orders.total; the command ended with exit code 1; its output ends: details"));
    }

    [Test]
    public async Task Green_results_of_a_command_that_fails_are_a_failure()
    {
        var piece = (await Collect($"{Write}; exit 3"))[0];
        Assert.That((piece.Verdict, piece.Detail), Is.EqualTo((EvidenceVerdict.Fail, "1 test passed, but the command ended with exit code 3")));
    }

    [TestCase("exit 0", "it wrote no *.xml; the command ended with exit code 0")]
    [TestCase("nosuchcommand-4711", "it wrote no *.xml; the command ended with exit code 127; its output ends: ")]
    [TestCase("kill -9 $$", "it wrote no *.xml; the command ended with exit code 137")]
    [TestCase("echo '<testsuite><testcase' > results.xml", "results.xml cannot be read to its end")]
    [TestCase("echo '<testsuite/>' > results.xml", "no test ran")]
    public async Task Without_results_nothing_is_known(string command, string why)
    {
        var piece = (await Collect(command))[0];
        Assert.That(piece.Verdict, Is.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(piece.Detail, Does.StartWith(why));
    }

    [Test]
    public async Task Results_of_an_earlier_run_never_count()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "results.xml"), Green);
        var piece = (await Collect("true"))[0];
        Assert.That((piece.Verdict, piece.Detail), Is.EqualTo((EvidenceVerdict.Unknown, "it wrote no *.xml (1 older ones do not count); the command ended with exit code 0")));
    }

    [Test]
    public async Task A_copy_of_older_results_does_not_count_either()
    {
        var elsewhere = Path.Combine(_folder, "results.old");
        await File.WriteAllTextAsync(elsewhere, Green);
        File.SetLastWriteTimeUtc(elsewhere, File.GetLastWriteTimeUtc(elsewhere).AddMinutes(-1));
        Assert.That((await Collect("cp -p results.old results.xml"))[0].Verdict, Is.EqualTo(EvidenceVerdict.Unknown));
        Assert.That((await Collect("cp results.old results.xml"))[0].Verdict, Is.EqualTo(EvidenceVerdict.Pass));
    }

    [Test]
    public async Task The_results_of_the_old_version_do_not_count_for_the_new_one()
    {
        var pieces = await Collect($"if [ $MIGRATIONGUARD_SLOT = blue ]; then {Write}; fi");
        Assert.That(pieces.Select(piece => piece.Verdict), Is.EqualTo(new[] { EvidenceVerdict.Pass, EvidenceVerdict.Unknown }));
    }

    [TestCase("results/**/*.xml", "results/results.xml", true)]
    [TestCase("results/**/*.xml", "results/a/b/results.xml", true)]
    [TestCase("results/*.xml", "results/a/results.xml", false)]
    [TestCase("**/TEST-?.xml", "a/TEST-1.xml", true)]
    [TestCase("**/TEST-?.xml", "a/TEST-10.xml", false)]
    [TestCase("r+(1).xml", "r+(1).xml", true)]
    [TestCase("results/**", "results/x.trx", true)]
    public async Task A_pattern_finds_results_where_it_says(string pattern, string file, bool found)
    {
        var piece = (await Collect($"""mkdir -p "$(dirname '{file}')"; echo "{Green}" > '{file}'""", suite => suite with { Results = pattern }))[0];
        Assert.That(piece.Verdict, Is.EqualTo(found ? EvidenceVerdict.Pass : EvidenceVerdict.Unknown), piece.Detail);
    }

    [Test]
    public async Task A_suite_that_takes_too_long_is_killed_and_unknown_even_with_green_results()
    {
        var piece = (await Collect($"{Write}; echo begun; exec sleep 60", suite => suite with { Timeout = TimeSpan.FromSeconds(2) }))[0];
        Assert.That((piece.Verdict, piece.Detail), Is.EqualTo((EvidenceVerdict.Unknown, "it did not end within 2 s and was killed; its output ends: begun")));
    }

    [Test]
    public async Task A_suite_that_is_cancelled_is_unknown_and_leaves_no_process_behind()
    {
        using var cancelled = new CancellationTokenSource();
        // A process in a session of its own, of which the parent has ended, is in no tree any more.
        var run = Collect($"{Write}; echo $$ > pid; (setsid sleep 60 & echo $! >> pid); sleep 60 & echo $! >> pid; touch begun; wait", cancellation: cancelled.Token);
        await Begun();
        await cancelled.CancelAsync();
        var pieces = await run;
        Assert.That(pieces.Select(piece => (piece.Verdict, piece.Detail)), Is.All.EqualTo((EvidenceVerdict.Unknown, "it was cancelled before its end")));
        Assert.That(pieces, Has.Count.EqualTo(2));
        Assert.That((await File.ReadAllLinesAsync(Path.Combine(_folder, "pid"))).Length, Is.EqualTo(3));
        Assert.That(Processes.Alive(Path.Combine(_folder, "pid")), Is.Empty);
    }

    [Test]
    public async Task A_release_of_which_the_evidence_is_cancelled_is_never_switched()
    {
        using var cancelled = new CancellationTokenSource();
        var world = new World();
        world.Policy = world.Policy with { RequiredEvidence = ["suite:checkout"] };
        var means = new EvidenceMeans { Fingerprint = token => world.Ledger.FingerprintAsync(token) };
        var suite = new SuiteEvidence(means, [new("checkout", $"{Write}; touch begun; sleep 60", "*.xml") { Directory = _folder }], Slots);
        var runner = new ReleaseRunner(
            new ReleaseMeans
            {
                Ledger = world.Ledger, Local = world.Local, Router = world.Router, Expansion = world.Steps, Evidence = [suite], Bake = world.Watch, OldVersion = world.Watch, Contraction = world.Steps,
            },
            world.Policy);
        var run = runner.StartAsync(World.Release, new("ci:1"), cancelled.Token);
        await Begun();
        await cancelled.CancelAsync();
        var answer = await Answer(run);
        Assert.That(answer, Is.Not.EqualTo(ReleaseAnswer.Yes));
        Assert.That((world.State.Word, world.Router.Changes), Is.EqualTo(("verifying", new List<string>())));
        Assert.That((await world.Ledger.EvidenceAsync(World.Id, default)).Where(piece => piece.Verdict == EvidenceVerdict.Pass), Is.Empty);
    }

    [Test]
    public async Task Secrets_of_the_environment_are_shown_nowhere()
    {
        var piece = (await Collect("""echo "token $API_TOKEN, $PLAIN, Host=db;Password=hunter22;x"; echo "<testsuite><testcase name='t $API_TOKEN'><failure/></testcase></testsuite>" > results.xml""", suite => suite with
        {
            Environment = new Dictionary<string, string?> { ["API_TOKEN"] = "s3cr3t-value", ["PLAIN"] = "told" },
            Secrets = ["PLAIN"],
        }))[0];
        Assert.That(piece.Detail, Is.EqualTo("1 of 1 test failed: t ***; its output ends: token ***, ***, Host=db;Password=***;x"));
    }

    [Test]
    public async Task Of_a_long_output_the_end_is_kept_without_a_piece_of_a_secret()
    {
        const string Secret = "abcdefghijklmnopqrstuvwxyz";
        var piece = (await Collect("i=0; while [ $i -lt 2000 ]; do echo \"$API_TOKEN\"; i=$((i+1)); done; echo the end", suite => suite with { Environment = new Dictionary<string, string?> { ["API_TOKEN"] = Secret } }))[0];
        Assert.That(piece.Detail, Does.EndWith("*** | *** | the end"));
        Assert.That(piece.Detail!.Length, Is.LessThan(1200));
        Assert.That(piece.Detail.Replace("the end", "", StringComparison.Ordinal), Does.Not.Contain("xyz").And.Not.Contain("abc"));
    }

    [Test]
    public async Task Output_that_no_database_takes_is_made_plain()
    {
        var piece = (await Collect("""printf '\033[31mred\033[0m \000nul\tand \377\n\n\nend'"""))[0];
        Assert.That(piece.Detail, Does.EndWith("its output ends: red nul and \uFFFD | end"));
    }

    [Test]
    public async Task A_folder_that_is_not_there_and_a_slot_without_an_address_are_unknown()
    {
        var piece = (await Collect(Write, suite => suite with { Directory = Path.Combine(_folder, "gone") }))[0];
        Assert.That(piece.Verdict, Is.EqualTo(EvidenceVerdict.Unknown));
        Assert.That(piece.Detail, Does.StartWith("it could not be started"));

        var nowhere = new SuiteEvidence(Requests.Means, [new("checkout", Write, "*.xml") { Directory = _folder }], new Dictionary<string, SlotDoor>());
        Assert.That((await nowhere.CollectAsync(Requests.One, default)).Select(found => (found.Verdict, found.Detail)), Is.EqualTo(new[] { (EvidenceVerdict.Unknown, "no url is configured for slot blue"), (EvidenceVerdict.Unknown, "no url is configured for slot green") }));
    }

    private static Dictionary<string, SlotDoor> Slots => Requests.Slots(new("http://127.0.0.1:5101"), new("http://127.0.0.1:5102"));

    private Task<IReadOnlyList<Ledgers.Evidence>> Collect(string command, Func<SuiteSettings, SuiteSettings>? change = null, CancellationToken cancellation = default)
    {
        var suite = new SuiteSettings("checkout", command, "*.xml") { Directory = _folder };
        return new SuiteEvidence(Requests.Means, [change?.Invoke(suite) ?? suite], Slots).CollectAsync(Requests.One, cancellation);
    }

    private Task Begun() => Soon.IsAsync(() => File.Exists(Path.Combine(_folder, "begun")), "the suite does not begin");

    private static async Task<ReleaseAnswer?> Answer(Task<ReleaseReport> run)
    {
        try
        {
            return (await run).Answer;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
