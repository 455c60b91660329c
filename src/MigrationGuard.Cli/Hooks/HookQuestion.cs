namespace MigrationGuard.Cli.Hooks;

/// <summary>What a deployment product can ask, in the words of <c>can-i</c>.</summary>
internal enum HookQuestion
{
    /// <summary>Could the new version be started?</summary>
    Deploy,

    /// <summary>Could the traffic go to the new version?</summary>
    Switch,

    /// <summary>Could the traffic go back?</summary>
    Rollback,

    /// <summary>Could what only the old version needed be removed?</summary>
    Contract,
}
