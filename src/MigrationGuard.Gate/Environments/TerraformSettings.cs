namespace MigrationGuard.Gate.Environments;

/// <summary>What says whether the infrastructure is as it is described.</summary>
public sealed record TerraformSettings
{
    /// <summary>The plan as <c>terraform show -json</c> writes it, as a whole path; null when only the exit code of the command counts.</summary>
    public string? Plan { get; init; }

    /// <summary>What the shell runs, with the exit codes of <c>terraform plan -detailed-exitcode</c>; null when the plan was written before.</summary>
    public string? Command { get; init; }

    /// <summary>Where it runs; the current directory by default.</summary>
    public string Directory { get; init; } = ".";

    /// <summary>How long it may take; 10 minutes by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How old a plan that was written before may be; null when it has to be younger than the release.</summary>
    public TimeSpan? MaximumAge { get; init; }

    /// <summary>The variables of which the values are shown nowhere, besides those of which the name says so.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}
