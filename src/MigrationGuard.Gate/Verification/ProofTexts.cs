using System.Globalization;
using MigrationGuard.Gate.Programs;
using MigrationGuard.Proofs;

namespace MigrationGuard.Gate.Verification;

/// <summary>What a proof says, in a sentence.</summary>
internal static class ProofTexts
{
    private const int Few = 3;

    private const int Sql = 120;

    /// <summary>How many statements have a verdict, and which.</summary>
    public static string Named(Proof proof, ProofVerdict verdict, string says)
    {
        var found = proof.Statements.Where(statement => statement.Verdict == verdict).ToList();
        var shown = string.Join("; ", found.Take(Few).Select(Line)) + (found.Count > Few ? $"; and {Number(found.Count - Few)} more" : "");
        return $"{Number(found.Count)} of {Count(proof.Statements.Count)} {says}: {shown}";
    }

    /// <summary>Such as <c>3 statements</c>.</summary>
    public static string Count(int statements) => statements == 1 ? "1 statement" : $"{Number(statements)} statements";

    private static string Line(StatementProof proof)
    {
        var place = proof.Statement.Origins is [var origin, ..] ? origin.ToString() : proof.Statement.Key;
        var server = proof.Message is null ? "" : $"{proof.SqlState} {proof.Message}";
        var reasons = new[] { server, string.Equals(proof.Cause, proof.Message, StringComparison.Ordinal) ? "" : proof.Cause ?? "" }.Where(reason => reason.Length > 0);
        return $"{place} \"{PlainText.Head(PlainText.Of(proof.Statement.Text.ReplaceLineEndings(" ")), Sql)}\" ({string.Join("; ", reasons)})";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
