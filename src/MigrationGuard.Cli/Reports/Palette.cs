using MigrationGuard.Classifying;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Reports;

/// <summary>Colours for a terminal, or none.</summary>
internal sealed record Palette(bool Colours)
{
    /// <summary>The word of a severity.</summary>
    public string Of(Severity severity) => severity switch
    {
        Severity.Error => Paint("31;1", "error"),
        Severity.Warning => Paint("33", "warning"),
        _ => Paint("36", "info"),
    };

    /// <summary>The phase of a step, padded to the longest one.</summary>
    public string OfPhase(string phase) => Paint(
        phase switch
        {
            "expand" => "32",
            "migrate" => "36",
            _ => "33",
        },
        phase.PadRight(8));

    /// <summary>The verdict of a proof, padded to the longest one.</summary>
    public string Of(ProofVerdict verdict) => verdict switch
    {
        ProofVerdict.Pass => Paint("32", "pass   "),
        ProofVerdict.Fail => Paint("31;1", "fail   "),
        ProofVerdict.Busy => Paint("33", "busy   "),
        _ => Paint("33", "unknown"),
    };

    /// <summary>The verdict of a piece of evidence, padded to the longest one.</summary>
    public string Of(EvidenceVerdict verdict) => verdict switch
    {
        EvidenceVerdict.Pass => Paint("32", "pass   "),
        EvidenceVerdict.Fail => Paint("31;1", "fail   "),
        EvidenceVerdict.Expired => Paint("33", "expired"),
        _ => Paint("33", "unknown"),
    };

    /// <summary>The word of a release's state.</summary>
    public string OfState(ReleaseState state) => Paint(
        state switch
        {
            ReleaseState.WindowOpen or ReleaseState.Done or ReleaseState.Ready or ReleaseState.ContractPending => "32;1",
            ReleaseState.Held or ReleaseState.RollingBack => "31;1",
            ReleaseState.RolledBack or ReleaseState.Aborted => "33;1",
            _ => "36;1",
        },
        state.Word);

    /// <summary>A heading.</summary>
    public string Strong(string text) => Paint("1", text);

    /// <summary>Something less important.</summary>
    public string Dim(string text) => Paint("2", text);

    private string Paint(string code, string text) => Colours ? $"\e[{code}m{text}\e[0m" : text;
}
