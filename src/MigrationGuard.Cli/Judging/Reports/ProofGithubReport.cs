using MigrationGuard.Cli.Reports;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Judging.Reports;

/// <summary>Annotations of GitHub Actions at the places of the statements.</summary>
internal sealed class ProofGithubReport : IProofReport
{
    /// <inheritdoc />
    public void Write(ProofReport report, TextWriter output)
    {
        foreach (var proof in report.Proofs)
        {
            foreach (var statement in proof.Statements.Where(statement => statement.Verdict != ProofVerdict.Pass))
            {
                var command = statement.Verdict == ProofVerdict.Fail ? "error" : "warning";
                var title = $"{proof.Version}: {ProofWords.Of(statement.Verdict)}{(statement.SqlState is { } state ? " " + state : "")}";
                output.Write($"::{command} {Place(statement.Statement)}title={GithubReport.Property(title)}::{GithubReport.Data(Describe(statement))}\n");
            }
        }

        output.Write($"migrationguard prove {ProofWords.Sentence(report)} ({ProofWords.Summary(report)})\n");
    }

    private static string Place(PublishedStatement statement) => statement.Origins switch
    {
        [{ Line: { } line } origin, ..] => FormattableString.Invariant($"file={GithubReport.Property(origin.File)},line={line},"),
        _ => "",
    };

    private static string Describe(StatementProof proof)
    {
        string?[] lines =
        [
            proof.Cause,
            proof.Message,
            .. proof.Differences.Where(difference => difference.Verdict != ProofVerdict.Pass).Select(ProofWords.Line),
            proof.Statement.Text,
        ];
        return string.Join('\n', lines.Where(line => line is not null).Distinct(StringComparer.Ordinal));
    }
}
