using MigrationGuard.Gate.Environments;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Environments;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Platform(Exclude = "Win")]
public sealed class TerraformEvidenceTests : IDisposable
{
    private const string Nothing = "\"resource_changes\":[{\"address\":\"aws_lb.shop\",\"change\":{\"actions\":[\"no-op\"]}}]";

    private const string Change = "\"resource_changes\":[{\"address\":\"aws_lb.shop\",\"change\":{\"actions\":[\"delete\",\"create\"],\"after\":{\"password\":\"hunter2\"}}},{\"address\":\"data.aws_ami.base\",\"change\":{\"actions\":[\"read\"]}}]";

    private const string Drift = "\"resource_changes\":[],\"resource_drift\":[{\"address\":\"aws_lb.shop\",\"change\":{\"actions\":[\"update\"]}}]";

    private readonly AutoTime _time = new() { Stopped = true };
    private readonly EvidenceMeans _means;
    private readonly string _folder = Directory.CreateTempSubdirectory("terraform").FullName;

    public TerraformEvidenceTests()
    {
        _time.Set(TimeSpan.FromHours(5));
        _means = Requests.Means with { Time = _time };
    }

    public void Dispose() => Directory.Delete(_folder, true);

    [TestCase(Nothing, EvidenceVerdict.Pass, "nothing would be changed")]
    [TestCase(Change, EvidenceVerdict.Fail, "the infrastructure is not as it is described, 1 differences: aws_lb.shop (delete and create)")]
    [TestCase("\"resource_changes\":[],\"output_changes\":{\"url\":{\"actions\":[\"update\"]}}", EvidenceVerdict.Fail, "the infrastructure is not as it is described, 1 differences: output.url (update)")]
    [TestCase(Drift, EvidenceVerdict.Pass, "nothing would be changed; outside of it was changed aws_lb.shop (update)")]
    [TestCase(Drift + ",\"applyable\":true", EvidenceVerdict.Fail, "the infrastructure is not as it was left: aws_lb.shop (update)")]
    [TestCase(Nothing + ",\"errored\":true", EvidenceVerdict.Unknown, "the plan has errors")]
    [TestCase(Nothing + ",\"complete\":false", EvidenceVerdict.Unknown, "the plan is not complete")]
    [TestCase(Change + ",\"errored\":true", EvidenceVerdict.Fail, "the infrastructure is not as it is described, 1 differences: aws_lb.shop (delete and create)")]
    [TestCase("\"other\":1", EvidenceVerdict.Unknown, "plan.json is no plan as 'terraform show -json' writes it")]
    public async Task A_plan_that_was_written_before_is_read(string plan, EvidenceVerdict verdict, string why)
    {
        Write($"{{\"format_version\":\"1.2\",\"timestamp\":\"{World.Release.StartedAt.AddSeconds(1):O}\",{plan}}}");
        var pieces = await Collect(new());
        Assert.That(pieces.Select(piece => (piece.Version, piece.Verdict, piece.Detail)), Is.EqualTo(new[] { ("4.2.0", verdict, why), ("4.3.0", verdict, why) }));
    }

    [Test]
    public async Task A_plan_of_another_time_is_unknown()
    {
        string At(DateTimeOffset at) => $"{{\"format_version\":\"1.2\",\"timestamp\":\"{at:O}\",{Nothing}}}";
        Write(At(World.Release.StartedAt.AddSeconds(-1)));
        Assert.That((await Collect(new()))[0], Has.Property("Verdict").EqualTo(EvidenceVerdict.Unknown).And.Property("Detail").EndsWith("before the release began; make it again"));
        Write(At(_time.GetUtcNow().AddHours(1)));
        Assert.That((await Collect(new()))[0].Detail, Does.StartWith("the plan was made in the future"));
        Write(At(_time.GetUtcNow().AddHours(-3)));
        Assert.That((await Collect(new() { MaximumAge = TimeSpan.FromHours(2) }))[0].Detail, Does.Contain("longer ago than maximumAge"));
        Assert.That((await Collect(new() { MaximumAge = TimeSpan.FromHours(4) }))[0].Verdict, Is.EqualTo(EvidenceVerdict.Pass));
        Write($"{{\"format_version\":\"1.2\",{Nothing}}}");
        Assert.That((await Collect(new()))[0].Detail, Does.StartWith("the plan does not say when it was made"));
    }

    [Test]
    public async Task No_plan_or_a_cut_one_is_unknown()
    {
        Assert.That((await Collect(new()))[0], Has.Property("Verdict").EqualTo(EvidenceVerdict.Unknown).And.Property("Detail").EqualTo("plan.json cannot be read: it is not there"));
        var text = $"{{\"format_version\":\"1.2\",\"timestamp\":\"{World.Release.StartedAt.AddSeconds(1):O}\",{Change}}}";
        for (var length = 0; length < text.Length; length += 7)
        {
            Write(text[..length]);
            Assert.That((await Collect(new()))[0], Has.Property("Verdict").EqualTo(EvidenceVerdict.Unknown).And.Property("Detail").EqualTo("plan.json cannot be read to its end"));
        }
    }

    [TestCase("exit 0", null, EvidenceVerdict.Pass, "nothing would be changed (exit code 0)")]
    [TestCase("echo aws_lb.shop; exit 2", null, EvidenceVerdict.Fail, "the infrastructure is not as it is described (exit code 2); its output ends: aws_lb.shop")]
    [TestCase("echo no credentials >&2; exit 1", null, EvidenceVerdict.Unknown, "the command ended with exit code 1; its output ends: no credentials")]
    [TestCase("cp made.json plan.json; exit 2", Change, EvidenceVerdict.Fail, "the infrastructure is not as it is described, 1 differences: aws_lb.shop (delete and create)")]
    [TestCase("cp made.json plan.json; exit 0", Change, EvidenceVerdict.Fail, "the infrastructure is not as it is described, 1 differences: aws_lb.shop (delete and create)")]
    [TestCase("cp made.json plan.json; exit 0", Nothing, EvidenceVerdict.Pass, "nothing would be changed")]
    [TestCase("cp made.json plan.json; exit 2", Nothing, EvidenceVerdict.Fail, "the infrastructure is not as it was left: the plan does not say where")]
    [TestCase("exit 0", Nothing, EvidenceVerdict.Unknown, "the command wrote no plan.json; the command ended with exit code 0")]
    [TestCase("exit 2", Nothing, EvidenceVerdict.Fail, "the infrastructure is not as it is described (exit code 2); the command wrote no plan.json")]
    public async Task A_command_says_it_with_its_exit_code(string command, string? plan, EvidenceVerdict verdict, string why)
    {
        Write($"{{\"format_version\":\"1.2\",{Nothing}}}");
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "plan.json"), DateTime.UnixEpoch);
        await File.WriteAllTextAsync(Path.Combine(_folder, "made.json"), $"{{\"format_version\":\"1.2\",{plan ?? Nothing}}}");
        var piece = (await new TerraformEvidence(_means, new() { Command = command, Directory = _folder, Plan = plan is null ? null : Path.Combine(_folder, "plan.json") }).CollectAsync(Requests.One, default))[1];
        Assert.That((piece.Kind, piece.Verdict, piece.Detail), Is.EqualTo(("terraform", verdict, why)));
    }

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder, "plan.json"), text);

    private async Task<IReadOnlyList<Ledgers.Evidence>> Collect(TerraformSettings settings) =>
        await new TerraformEvidence(_means, settings with { Plan = Path.Combine(_folder, "plan.json") }).CollectAsync(Requests.One, default);
}
