namespace MigrationGuard.TestKit.Routing;

/// <summary>The routers that run on this machine.</summary>
public enum RouterKind
{
    /// <summary>HAProxy.</summary>
    HaProxy,

    /// <summary>nginx by flag files.</summary>
    Nginx,

    /// <summary>Caddy.</summary>
    Caddy,
}
