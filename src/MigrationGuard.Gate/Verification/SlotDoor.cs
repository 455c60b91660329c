namespace MigrationGuard.Gate.Verification;

/// <summary>How a slot is reached beside the router, and by what name the database knows its sessions.</summary>
/// <param name="Url">The root of the slot's own address, e.g. <c>http://127.0.0.1:5101</c>.</param>
/// <param name="ApplicationName">The <c>application_name</c> of its sessions; <c>{version}</c> and <c>{slot}</c> are replaced. Null when it sets none.</param>
public sealed record SlotDoor(Uri Url, string? ApplicationName)
{
    /// <summary>A template with the version and the slot filled in.</summary>
    public static string Fill(string template, string version, string slot) =>
        template.Replace("{version}", version, StringComparison.Ordinal).Replace("{slot}", slot, StringComparison.Ordinal);
}
