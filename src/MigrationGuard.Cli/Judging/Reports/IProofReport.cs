namespace MigrationGuard.Cli.Judging.Reports;

/// <summary>Writes the result of <c>prove</c> in one form. The same result gives the same bytes.</summary>
internal interface IProofReport
{
    /// <summary>Writes it.</summary>
    void Write(ProofReport report, TextWriter output);
}
