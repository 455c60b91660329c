using MigrationGuard.Data;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Verification;

/// <summary>The old version's suite is run again on what the new one has written.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Platform(Exclude = "Win")]
public sealed class DataEvidenceTests : IDisposable
{
    private const string Green = """echo "<testsuite><testcase name='a'/></testsuite>" > results.xml""";

    private const string Red = """echo "<testsuite><testcase classname='Users' name='rename'><failure/></testcase></testsuite>" > results.xml; exit 1""";

    private readonly string _folder = Directory.CreateTempSubdirectory("data").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    private sealed class Data : IDataProbes, IDataProfiles
    {
        public DataReading Reading { get; init; } = new();

        public Queue<int> Lengths { get; init; } = new([12, 12]);

        public Task<DataReading> LookAsync(DataQuestion question, CancellationToken cancellation) => Task.FromResult(Reading);

        public Task<DataProfile> ReadAsync(DataQuestion question, CancellationToken cancellation) =>
            Task.FromResult(new DataProfile(new Dictionary<string, ColumnProfile> { ["public.users.username"] = new() { Length = Lengths.Dequeue() } }, ["public.events: the last 20000 of about 3000000 rows were read"]));
    }

    [Test]
    public async Task What_the_old_version_reads_back_passes_and_what_was_widened_is_said()
    {
        var pieces = await Collect($"echo $MIGRATIONGUARD_VERSION >> seen; {Green}", new Data { Lengths = new([12, 60]) });
        Assert.That(pieces.Select(piece => (piece.Kind, piece.Version, piece.Verdict)), Is.EqualTo(new[] { ("data", "4.2.0", EvidenceVerdict.Pass), ("data", "4.3.0", EvidenceVerdict.Pass) }));
        Assert.That(await File.ReadAllLinesAsync(Path.Combine(_folder, "seen")), Is.EqualTo(new[] { "4.2.0", "4.3.0", "4.2.0" }));
        Assert.That(pieces[0].Detail, Does.Contain("4.3.0 wrote public.users.username: up to 60 characters, were 12").And.Contain("the last 20000 of about 3000000 rows were read"));
    }

    [Test]
    public async Task An_old_version_that_fails_on_what_the_new_one_wrote_fails_with_the_tests()
    {
        var pieces = await Collect($"if [ $MIGRATIONGUARD_SLOT = green ]; then touch written; fi; if [ $MIGRATIONGUARD_SLOT = blue ] && [ -e written ]; then {Red}; fi; {Green}", new());
        Assert.That(pieces.Select(piece => piece.Verdict), Is.EqualTo(new[] { EvidenceVerdict.Fail, EvidenceVerdict.Pass }));
        Assert.That(pieces[0].Detail, Does.StartWith("after the writes of 4.3.0, with which it passed before, 1 of 1 test failed: Users.rename"));
    }

    [Test]
    public async Task Data_beyond_what_the_old_version_takes_for_granted_are_its_failure_although_its_tests_pass()
    {
        var reading = new DataReading { Breaches = [new("public.users.username", "at most 50 characters", "1 value is longer, up to 60 characters")] };
        Assert.That((await Collect(Green, new Data { Reading = reading }))[0], Has.Property("Verdict").EqualTo(EvidenceVerdict.Fail).And.Property("Detail").StartsWith("4.2.0 cannot live with the data: public.users.username: 1 value is longer"));
        Assert.That((await Collect(Green, new Data { Reading = new() { Unanswered = ["public.users: the query took longer than 5 s"] } }))[0].Verdict, Is.EqualTo(EvidenceVerdict.Unknown));
    }

    [TestCase("blue", new[] { EvidenceVerdict.Unknown, EvidenceVerdict.Unknown }, "4.2.0 does not pass before 4.3.0 has written anything: 1 of 1 test failed")]
    [TestCase("green", new[] { EvidenceVerdict.Unknown, EvidenceVerdict.Fail }, "4.3.0 does not pass, so it is not known what it writes: 1 of 1 test failed")]
    public async Task A_suite_that_fails_by_itself_says_nothing_of_the_data(string slot, EvidenceVerdict[] verdicts, string why)
    {
        var pieces = await Collect($"if [ $MIGRATIONGUARD_SLOT = {slot} ]; then {Red}; fi; {Green}", new());
        Assert.That(pieces.Select(piece => piece.Verdict), Is.EqualTo(verdicts));
        Assert.That(pieces[0].Detail, Does.StartWith(why));
    }

    private Task<IReadOnlyList<Evidence>> Collect(string command, Data data)
    {
        var suite = new SuiteSettings("checkout", command, "*.xml") { Directory = _folder };
        var slots = new Dictionary<string, SlotDoor> { ["blue"] = new(new("http://127.0.0.1:5101"), null), ["green"] = new(new("http://127.0.0.1:5102"), null) };
        return new DataEvidence(Requests.Means, new(suite, suite), slots, (new DataMeans(data), data)).CollectAsync(Requests.One, default);
    }
}
