namespace MigrationGuard.Cli.Hooks;

/// <summary>The answer to a question.</summary>
/// <param name="Answer">What <c>can-i</c> would have ended with.</param>
/// <param name="Why">The reason, in a sentence.</param>
internal sealed record HookVerdict(ExitCode Answer, string Why)
{
    /// <summary>The release; null where none was found.</summary>
    public string? Release { get; init; }

    /// <summary>Where it is; null when nothing was read.</summary>
    public string? State { get; init; }

    /// <summary>What it means for whoever wants to go on.</summary>
    public HookMeaning Meaning => Answer switch
    {
        ExitCode.Yes => HookMeaning.Go,
        ExitCode.No or ExitCode.Drift or ExitCode.Policy => HookMeaning.Stop,
        ExitCode.Unknown or ExitCode.Busy or ExitCode.Held => HookMeaning.Wait,
        _ => HookMeaning.Error,
    };
}
