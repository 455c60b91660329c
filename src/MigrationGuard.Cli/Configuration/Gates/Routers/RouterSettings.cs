using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Caddy;
using MigrationGuard.Gate.Routing.Flags;
using MigrationGuard.Gate.Routing.HaProxy;
using MigrationGuard.Gate.Routing.Kubernetes;
using MigrationGuard.Gate.Routing.Nginx;

namespace MigrationGuard.Cli.Configuration.Gates.Routers;

/// <summary>What sends traffic to the slots.</summary>
internal abstract record RouterSettings
{
    private RouterSettings()
    {
    }

    /// <summary>Where users come in, and how an answer names its version.</summary>
    public abstract FrontDoorSettings FrontDoor { get; }

    /// <summary>HAProxy.</summary>
    public sealed record HaProxy(HaProxySettings Settings) : RouterSettings
    {
        /// <inheritdoc />
        public override FrontDoorSettings FrontDoor => Settings.FrontDoor;
    }

    /// <summary>nginx or Caddy that tests a file.</summary>
    public sealed record Flags(FlagSettings Settings) : RouterSettings
    {
        /// <inheritdoc />
        public override FrontDoorSettings FrontDoor => Settings.FrontDoor;
    }

    /// <summary>nginx that is reloaded.</summary>
    public sealed record NginxReload(NginxReloadSettings Settings) : RouterSettings
    {
        /// <inheritdoc />
        public override FrontDoorSettings FrontDoor => Settings.FrontDoor;
    }

    /// <summary>Caddy.</summary>
    public sealed record Caddy(CaddySettings Settings) : RouterSettings
    {
        /// <inheritdoc />
        public override FrontDoorSettings FrontDoor => Settings.FrontDoor;
    }

    /// <summary>Several that are moved together.</summary>
    public sealed record Targets(IReadOnlyList<(string Name, RouterSettings Settings)> All, FrontDoorSettings Door) : RouterSettings
    {
        /// <inheritdoc />
        public override FrontDoorSettings FrontDoor => Door;
    }

    /// <summary>Commands of the user.</summary>
    public sealed record Exec(ExecRouterSettings Settings) : RouterSettings
    {
        /// <inheritdoc />
        public override FrontDoorSettings FrontDoor => Settings.FrontDoor;
    }

    /// <summary>A web service of the user.</summary>
    public sealed record Webhook(WebhookRouterSettings Settings) : RouterSettings
    {
        /// <inheritdoc />
        public override FrontDoorSettings FrontDoor => Settings.FrontDoor;
    }

    /// <summary>A Service of Kubernetes.</summary>
    public sealed record KubernetesService(ServiceRouterSettings Settings) : RouterSettings
    {
        /// <inheritdoc />
        public override FrontDoorSettings FrontDoor => Settings.FrontDoor;
    }

    /// <summary>An HTTPRoute of the Gateway API.</summary>
    public sealed record KubernetesRoute(HttpRouteSettings Settings) : RouterSettings
    {
        /// <inheritdoc />
        public override FrontDoorSettings FrontDoor => Settings.FrontDoor;
    }
}
