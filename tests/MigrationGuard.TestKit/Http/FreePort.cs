using System.Net;
using System.Net.Sockets;

namespace MigrationGuard.TestKit.Http;

/// <summary>Ports on loopback.</summary>
public static class FreePort
{
    /// <summary>A port on which nobody listens at the moment.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
