namespace MigrationGuard.CodeFixes.Writing;

/// <summary>Whether statements run in the transaction of the runner.</summary>
internal enum Wrapping
{
    /// <summary>As the framework does by itself.</summary>
    Default,

    /// <summary>Without a transaction.</summary>
    None,
}
