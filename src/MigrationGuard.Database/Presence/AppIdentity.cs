namespace MigrationGuard.Presence;

/// <summary>A running process of a version of an application.</summary>
/// <param name="Service">The application, as its manifests name it.</param>
/// <param name="Label">The version that people use, e.g. <c>4.2.0</c>.</param>
/// <param name="Digest">Digest of the artifact; empty when the process does not know it.</param>
/// <param name="Instance">The process: no other one ever has the same.</param>
public sealed record AppIdentity(string Service, string Label, string Digest, string Instance)
{
    /// <summary>The <c>application_name</c> of its sessions: <c>{service}-{version}</c>, as the gate's <c>applicationName</c> is written.</summary>
    public string ApplicationName => $"{Service}-{Label}";

    /// <summary>A name for a process: host, process number, and something that no other one has.</summary>
    public static string NewInstance() => FormattableString.Invariant($"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid().ToString("N")[..8]}");

    /// <summary>Service and label, as messages name them.</summary>
    public override string ToString() => $"{Service} {Label}";
}
