namespace MigrationGuard.Cli.Hooks;

/// <summary>The four things that a product can do with an answer.</summary>
internal enum HookMeaning
{
    /// <summary>Go on.</summary>
    Go,

    /// <summary>Stop: it is known that it must not go on.</summary>
    Stop,

    /// <summary>It is not known, or waits for somebody; ask again.</summary>
    Wait,

    /// <summary>It could not be asked.</summary>
    Error,
}
