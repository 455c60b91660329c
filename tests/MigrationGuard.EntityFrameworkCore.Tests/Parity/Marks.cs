namespace MigrationGuard;

/// <summary>What the analyzer package gives a project; this one has no analyzers.</summary>
internal enum Phase
{
    Expand,
    Migrate,
    Contract,
}

[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class PhaseAttribute(Phase phase) : Attribute
{
    public Phase Phase { get; } = phase;
}

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
internal sealed class AllowFindingAttribute(string id) : Attribute
{
    public string Id { get; } = id;

    public string? Because { get; set; }

    public string? Until { get; set; }
}
