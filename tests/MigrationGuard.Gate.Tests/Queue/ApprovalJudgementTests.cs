using MigrationGuard.Contracts;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Queue;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Queue;

public sealed class ApprovalJudgementTests
{
    private static readonly ContractInputs Inputs = new("sha256:statements", "sha256:schema", "sha256:evidence", "shop/1 webshop r blue>green");

    private static readonly ContractPolicy Two = new() { Approvals = 2 };

    private readonly List<ContractNote> _notes = [];

    private static ReleaseRecord Release => GuardedShop.Release;

    [SetUp]
    public void Forget() => _notes.Clear();

    [Test]
    public void Two_people_are_enough_and_one_person_twice_is_not()
    {
        Note(ContractNoteKind.Approve, "ann");
        Note(ContractNoteKind.Approve, " ANN");
        Assert.That(Judge().Holds, Is.False);
        Note(ContractNoteKind.Approve, "ben");
        Assert.That(Judge().Holds, Is.True);
    }

    [Test]
    public void Who_scheduled_it_or_started_the_release_does_not_count_unless_the_policy_says_so()
    {
        Note(ContractNoteKind.Schedule, "dora");
        Note(ContractNoteKind.Approve, "dora");
        Note(ContractNoteKind.Approve, Release.StartedBy);
        Assert.That(Judge().Text, Does.StartWith("0 of 2 approvals").And.Contain("does not count: scheduled it").And.Contain("does not count: started the release"));
        Assert.That(Judge(Two with { OwnApproval = true }).Holds, Is.True);
    }

    [TestCase(0, "the statements")]
    [TestCase(1, "the schema")]
    [TestCase(2, "the live versions or their evidence")]
    [TestCase(3, "the target")]
    public void When_an_input_moves_it_is_void_and_says_which(int number, string said)
    {
        Note(ContractNoteKind.Approve, "ann");
        Note(ContractNoteKind.Approve, "ben");
        var moved = number switch { 0 => Inputs with { Statements = "sha256:x" }, 1 => Inputs with { Schema = "sha256:x" }, 2 => Inputs with { Evidence = "sha256:x" }, _ => Inputs with { Targets = "copy/2" } };
        var judged = ApprovalJudgement.Of(QueueStanding.Of(_notes, Release.Id), Release, (moved, Samples.Noon, null), Two);
        Assert.That(judged.Holds, Is.False);
        Assert.That(judged.Text, Does.Contain($"since then moved {said} ("));
        Assert.That(moved.Digest, Is.Not.EqualTo(Inputs.Digest));
    }

    [Test]
    public void It_expires_is_taken_back_and_ends_when_the_removal_leaves_the_schedule()
    {
        Note(ContractNoteKind.Approve, "ann");
        Note(ContractNoteKind.Approve, "ben");
        Assert.That(Judge(Two with { ApprovalLifetime = TimeSpan.FromMinutes(1) }, TimeSpan.FromMinutes(2)).Text, Does.Contain("it expired"));
        Note(ContractNoteKind.Revoke, "eve", note => note with { Other = "Ben" });
        Assert.That(Judge().Text, Does.StartWith("1 of 2 approvals").And.Not.Contain("ben approved"));
        Note(ContractNoteKind.Approve, "ben");
        Assert.That(Judge().Holds, Is.True);
        Note(ContractNoteKind.Unschedule, "cron");
        Assert.That(Judge().Text, Is.EqualTo("0 of 2 approvals"));
    }

    [Test]
    public void With_a_changed_log_none_counts_and_none_is_needed_where_nobody_has_to()
    {
        Note(ContractNoteKind.Approve, "ann");
        Note(ContractNoteKind.Approve, "ben");
        var judged = ApprovalJudgement.Of(QueueStanding.Of(_notes, Release.Id), Release, (Inputs, Samples.Noon, "row 7 of the guard's log: this row was changed"), Two);
        Assert.That(judged.Verdict, Is.EqualTo(EvidenceVerdict.Fail));
        Assert.That(judged.Text, Does.Contain("does not count: somebody changed row 7"));
        Assert.That(ApprovalJudgement.Of(QueueStanding.Of([], Release.Id), Release, (Inputs, Samples.Noon, null), new()).Text, Is.EqualTo("nobody has to approve"));
    }

    [Test]
    public void One_removal_at_a_time_on_a_table_in_the_order_of_the_schedule()
    {
        ContractObject[] column = [new("public.users.username", "column")];
        var other = Release with { Id = "billing-3", Service = "billing", Progress = new("contract-pending", ReleaseStanding.Settled) };
        Note(ContractNoteKind.Schedule, "dora", note => note with { Release = "billing-3", Objects = [new("public.users.legacy", "column")] });
        Note(ContractNoteKind.Schedule, "dora", note => note with { Objects = column });
        Assert.That(Order(other, column).Text, Is.EqualTo("billing-3 was scheduled before it on public.users, and goes first"));
        Assert.That(Order(other with { Progress = new("tombstoned", ReleaseStanding.Settled) }, column).Text, Is.EqualTo("billing-3 is tombstoned on public.users: one removal at a time on a table"));
        Assert.That(Order(other with { Progress = new("done", ReleaseStanding.Settled) }, column).Holds, Is.True);
        Assert.That(Order(other, [new("public.orders.note", "column")]).Holds, Is.True);
    }

    private ContractReason Order(ReleaseRecord other, ContractObject[] objects) => QueueOrder.Of(Release, objects, _notes, ([Release, other], Samples.Noon));

    private ContractReason Judge(ContractPolicy? policy = null, TimeSpan later = default) =>
        ApprovalJudgement.Of(QueueStanding.Of(_notes, Release.Id), Release, (Inputs, Samples.Noon + later, null), policy ?? Two);

    private void Note(ContractNoteKind kind, string person, Func<ContractNote, ContractNote>? change = null)
    {
        var note = new ContractNote(kind, person, Samples.Noon) { Release = Release.Id, Number = _notes.Count + 1, DatabaseUser = "dba", Inputs = Inputs };
        _notes.Add(change?.Invoke(note) ?? note);
    }
}
