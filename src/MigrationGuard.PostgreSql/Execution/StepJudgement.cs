using System.Globalization;
using MigrationGuard.Execution;
using MigrationGuard.Guarding;
using MigrationGuard.Operations;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Execution;

/// <summary>Judges what a step has done in its open transaction, of which the judgement leaves nothing behind.</summary>
/// <param name="session">The session.</param>
/// <param name="work">The step.</param>
/// <param name="settings">How long the judgement may take.</param>
internal sealed class StepJudgement(StepSession session, StepWork work, StepSettings settings)
{
    private const string NotKnown = "it is not known whether a version that can have traffic would break";

    // Functions and triggers that the data go through can change the schema.
    private const string Changes = "SELECT EXISTS (SELECT FROM migration_guard.change AS c WHERE c.transaction = pg_current_xact_id())";

    /// <summary>That the step is done, or why its transaction has to be rolled back.</summary>
    /// <exception cref="DatabaseException">The server is lost, or what keeps it from judging will pass.</exception>
    public async Task<StepReport> ReportAsync(CancellationToken cancellation)
    {
        if (work.Run.Judged is not { } unknown || (work.Step.Statements.All(IsOfData) && !(await session.ReadAsync(Changes, row => row.GetBoolean(0), cancellation))[0]))
        {
            return work.Succeeded("done");
        }

        var (findings, unjudged) = await JudgeAsync(cancellation);
        if (findings.Where(finding => finding.Proof.Verdict == ProofVerdict.Fail).ToArray() is { Length: > 0 } failing)
        {
            return work.Ended(StepVerdict.Failed, "nothing was changed, for a version that can have traffic would break") with { Findings = failing };
        }

        var reason = unjudged is null ? "" : $": {unjudged}";
        return (findings, unjudged, unknown) switch
        {
            ([], null, _) => work.Succeeded("done"),
            (_, _, UnknownPolicy.Refuse) => work.Ended(StepVerdict.Failed, $"nothing was changed, for {NotKnown}{reason}") with { Findings = findings },
            _ => work.Succeeded($"done, and {NotKnown}{reason}") with { Findings = findings },
        };
    }

    private async Task<(IReadOnlyList<JudgedStatement> Findings, string? Unjudged)> JudgeAsync(CancellationToken cancellation)
    {
        var limit = Math.Ceiling(settings.JudgementBudget.TotalMilliseconds).ToString("F0", CultureInfo.InvariantCulture);
        await session.RunAsync($"SAVEPOINT migrationguard_judge; SET LOCAL statement_timeout = {limit}", cancellation);
        IReadOnlyList<JudgedStatement> findings = [];
        string? unjudged = null;
        try
        {
            findings = await ChangeFindings.ReadAsync(session, settings.JudgementBudget, cancellation);
        }
        catch (DatabaseException failure) when (failure.SqlState == "57014" || !StepOutcome.IsPassing(failure, work.Step, settings))
        {
            unjudged = $"{StepRefusal.TextOf(failure)}; {Advice(failure)}";
        }

        await session.RunAsync("ROLLBACK TO SAVEPOINT migrationguard_judge; RELEASE SAVEPOINT migrationguard_judge", cancellation);
        return (findings, unjudged);
    }

    private string Advice(DatabaseException failure) => failure.SqlState == "57014"
        ? string.Create(CultureInfo.InvariantCulture, $"the judgement may take {settings.JudgementBudget.TotalSeconds:0.###} s, for what the step changes is locked meanwhile: change less in one step, or run it again when the server has less to do")
        : "'migrationguard doctor' says whether the guard is whole";

    // Rows of the server's own catalogs are the schema.
    private static bool IsOfData(MigrationStatement statement) => statement.Operations.Count > 0 && statement.Operations.All(operation =>
        operation is SetSetting || (operation is InsertRows or UpdateRows or DeleteRows && operation.Table is { } table && !IsCatalog(table)));

    private static bool IsCatalog(ObjectName table) => table.Name.StartsWith("pg_", StringComparison.OrdinalIgnoreCase);
}
