using System.Net;
using System.Security.Cryptography.X509Certificates;
using MigrationGuard.Recordings;

namespace MigrationGuard.Postgres.Wire;

/// <summary>Where a recorder listens, and which server stands behind it.</summary>
public sealed record WireRecorderOptions
{
    /// <summary>The server's host and port.</summary>
    public required DnsEndPoint Server { get; init; }

    /// <summary>Where clients connect; port 0 takes a free one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>How the server is spoken to.</summary>
    public WireEncryption Encryption { get; init; } = WireEncryption.Prefer;

    /// <summary>A file of root certificates in PEM that sign the server's; null takes those of the system.</summary>
    public string? RootCertificate { get; init; }

    /// <summary>A certificate with its key, with which clients may speak TLS to the recorder; null has them speak plain text.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>What is kept in memory.</summary>
    public RecordingLimits Limits { get; init; } = new();

    /// <summary>How long the server may take to answer a connection, and a client to say who it is.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many clients are served at the same time; others are refused as the server would.</summary>
    public int Connections { get; init; } = 2_000;
}
