namespace MigrationGuard.Gate.Verification;

/// <summary>A request to a door.</summary>
/// <param name="Root">The address of the door.</param>
/// <param name="Probe">What is asked.</param>
/// <param name="ReleaseHeader">The header that names the version.</param>
internal sealed record DoorRequest(Uri Root, HttpProbe Probe, string ReleaseHeader)
{
    /// <summary>Another header to look at; null for none.</summary>
    public string? ExtraHeader { get; init; }

    /// <summary>The address as messages show it: without user, password and query.</summary>
    public string Shown => Uri.TryCreate(Address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Path).Replace(uri.UserInfo.Length > 0 ? uri.UserInfo + "@" : "\0", "", StringComparison.Ordinal) : Probe.Name;

    /// <summary>The whole address.</summary>
    public string Address => $"{Root.AbsoluteUri.TrimEnd('/')}/{Probe.Path.TrimStart('/')}";
}
