// As MigrationGuard.Analyzers generates them into a project with migrations.
namespace MigrationGuard;

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
