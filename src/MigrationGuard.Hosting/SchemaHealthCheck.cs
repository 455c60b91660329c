using Microsoft.Extensions.Diagnostics.HealthChecks;
using MigrationGuard.Presence;
using MigrationGuard.Proofs;

namespace MigrationGuard.Hosting;

/// <summary>Whether the running version works on the schema as it is.</summary>
internal sealed class SchemaHealthCheck(AppGuard guard, OwnHealth health) : IHealthCheck
{
    private const int Few = 3;

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var answer = await health.ReadAsync(cancellationToken).ConfigureAwait(false);
        var (status, text) = (answer, guard.Identity) switch
        {
            ({ Proof: null }, _) => (HealthStatus.Degraded, $"nobody can tell whether {guard.Identity} works on this schema: {answer.Fault}"),
            ({ Proof.PublishedDigest: null }, _) => (HealthStatus.Degraded, $"nothing is published of {guard.Identity}, so nothing is proved: migrationguard statements publish stores its manifest"),
            ({ Proof: { } proof }, { Digest: { Length: > 0 } digest }) when !string.Equals(proof.PublishedDigest, digest, StringComparison.Ordinal) =>
                (HealthStatus.Degraded, $"published as {guard.Identity} is {proof.PublishedDigest}, this process is {digest}"),
            ({ Proof: { } proof }, _) => Of(proof, context.Registration.FailureStatus),
        };
        return new(status, text, data: Data(answer.Proof));
    }

    private (HealthStatus Status, string Text) Of(OwnProof proof, HealthStatus failure) => proof.Verdict switch
    {
        ProofVerdict.Pass => (HealthStatus.Healthy, FormattableString.Invariant($"{proof.Passed} statements of {guard.Identity} work on this schema")),
        ProofVerdict.Fail => (failure, $"{guard.Identity} does not work on this schema: {Named(proof, ProofVerdict.Fail)}"),
        ProofVerdict.Busy => (HealthStatus.Degraded, $"the database was too busy to tell whether {guard.Identity} works: {Named(proof, ProofVerdict.Busy)}"),
        _ when proof.Statements == 0 => (HealthStatus.Degraded, $"no statement is published of {guard.Identity}, so nothing is proved"),
        _ => (HealthStatus.Degraded, $"it cannot be told whether {guard.Identity} works on this schema: {Named(proof, ProofVerdict.Unknown)}"),
    };

    private static string Named(OwnProof proof, ProofVerdict verdict)
    {
        var others = proof.Others.Where(statement => statement.Verdict == verdict).ToList();
        var more = proof.Statements - proof.Passed > Math.Min(others.Count, Few) ? FormattableString.Invariant($" ({proof.Statements - proof.Passed} of {proof.Statements} are not proved)") : "";
        return string.Join("; ", others.Take(Few)) + more;
    }

    private static Dictionary<string, object> Data(OwnProof? proof) => proof is null ? [] : new()
    {
        ["statements"] = proof.Statements,
        ["proved"] = proof.Passed,
        ["schema"] = proof.Print ?? "",
    };
}
