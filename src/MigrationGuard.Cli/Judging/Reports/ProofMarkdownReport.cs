using MigrationGuard.Cli.Reports;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Judging.Reports;

/// <summary>Markdown for a comment on a pull request: a table of versions, then what does not pass.</summary>
internal sealed class ProofMarkdownReport : IProofReport
{
    // A comment on GitHub holds 65,536 characters.
    private const int Most = 40;

    private const int MostDifferences = 10;

    /// <inheritdoc />
    public void Write(ProofReport report, TextWriter output)
    {
        output.Write($"### MigrationGuard: {ProofWords.Sentence(report)}\n\n");
        output.Write("| version | state | pass | fail | unknown | busy |\n|---|---|---|---|---|---|\n");
        foreach (var proof in report.Proofs)
        {
            output.Write(FormattableString.Invariant($"| {MarkdownReport.Code(proof.Version.ToString())} | {ProofWords.State(proof.Version)} | {proof.Count(ProofVerdict.Pass)} | {proof.Count(ProofVerdict.Fail)} | {proof.Count(ProofVerdict.Unknown)} | {proof.Count(ProofVerdict.Busy)} |\n"));
        }

        output.Write('\n');
        var others = report.Proofs.SelectMany(proof => proof.Statements.Select(statement => (proof.Version, Proof: statement)))
            .Where(pair => pair.Proof.Verdict != ProofVerdict.Pass).OrderBy(pair => pair.Proof.Verdict == ProofVerdict.Fail ? 0 : 1).ToList();
        foreach (var (version, proof) in others.Take(Most))
        {
            WriteStatement(version, proof, output);
        }

        output.Write(others.Count > Most ? FormattableString.Invariant($"and {others.Count - Most} more: `migrationguard prove` lists all of them.\n") : "");
    }

    private static void WriteStatement(AppVersion version, StatementProof proof, TextWriter output)
    {
        output.Write($"**{ProofWords.Of(proof.Verdict)}** {MarkdownReport.Escape(version.ToString())} – {MarkdownReport.Code(ProofWords.Place(proof.Statement))}\n\n");
        MarkdownReport.WriteSql(ProofWords.OneLine(proof.Statement.Text, 400), output);
        if (ProofWords.Server(proof) is { } server)
        {
            output.Write($"Server: {MarkdownReport.Escape(server)}\n\n");
        }

        if (proof.Cause is { } cause)
        {
            output.Write($"{MarkdownReport.Escape(cause)}\n\n");
        }

        var differences = proof.Differences.Where(difference => difference.Verdict != ProofVerdict.Pass).ToList();
        foreach (var difference in differences.Take(MostDifferences))
        {
            output.Write($"- {MarkdownReport.Escape(ProofWords.OneLine(ProofWords.Line(difference), 300))} ({MarkdownReport.Escape(difference.Reason)})\n");
        }

        output.Write(differences.Count > MostDifferences ? FormattableString.Invariant($"- and {differences.Count - MostDifferences} more differences\n\n") : differences.Count > 0 ? "\n" : "");
    }
}
