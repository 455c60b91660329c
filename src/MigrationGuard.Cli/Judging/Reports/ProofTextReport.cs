using MigrationGuard.Cli.Reports;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Judging.Reports;

/// <summary>The report for people: per version what does not pass, with the server's words, the cause and what differs.</summary>
internal sealed class ProofTextReport(Palette palette) : IProofReport
{
    private const int Width = 110;

    // Of more statements, those that pass are a line each.
    private const int Few = 20;

    /// <inheritdoc />
    public void Write(ProofReport report, TextWriter output)
    {
        foreach (var proof in report.Proofs)
        {
            output.WriteLine($"{palette.Strong(proof.Version.ToString())} ({ProofWords.State(proof.Version)}): {Names.Count(proof.Statements.Count, "statement")}, {ProofWords.Counts(proof.Count)}");
            foreach (var statement in proof.Statements)
            {
                WriteStatement(statement, report, output);
            }

            output.WriteLine();
        }

        output.WriteLine(ProofWords.Summary(report));
        output.WriteLine(palette.Strong(ProofWords.Sentence(report)));
    }

    private void WriteStatement(StatementProof proof, ProofReport report, TextWriter output)
    {
        output.WriteLine($"  {palette.Of(proof.Verdict)}  {ProofWords.Place(proof.Statement)}");
        var plain = proof is { Verdict: ProofVerdict.Pass, Cause: null };
        if (!plain || report.Statements <= Few)
        {
            output.WriteLine($"           {palette.Dim(ProofWords.OneLine(proof.Statement.Text, Width))}");
        }

        if (plain)
        {
            return;
        }

        WriteLine(output, "server", ProofWords.Server(proof));
        WriteLine(output, "cause", proof.Cause);
        WriteLine(output, "uses", ProofWords.Uses(proof.Statement) is { Length: > 0 } uses ? uses : null);
        foreach (var difference in proof.Differences.Where(difference => difference.Verdict != ProofVerdict.Pass))
        {
            WriteLine(output, "differs", ProofWords.Line(difference));
            WriteLine(output, "", $"{ProofWords.Of(difference.Verdict)}: {difference.Reason} ({difference.Id})");
        }

        var harmless = proof.Differences.Count(difference => difference.Verdict == ProofVerdict.Pass);
        WriteLine(output, "", harmless > 0 ? $"{Names.Count(harmless, "harmless difference")} besides" : null);
        if (report.Witnesses.GetValueOrDefault(proof.Statement.Id) is { } witness)
        {
            WriteLine(output, "witness", witness.File ?? $"none: {witness.Why}");
        }
    }

    private static void WriteLine(TextWriter output, string label, string? text)
    {
        if (text is not null)
        {
            output.WriteLine($"           {(label.Length > 0 ? label + ":" : ""),-9}{text.ReplaceLineEndings(" ")}");
        }
    }
}
