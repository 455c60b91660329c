using MigrationGuard.Configuration;
using MigrationGuard.Gate.Maintenance;
using MigrationGuard.Gate.Policies;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>Reads <c>gate.maintenance</c>, and of <c>gate.contract</c> what people have to say before something is removed.</summary>
internal static class MaintenanceReader
{
    private const string CronExample = "minute, hour, day of the month, month, day of the week, e.g. \"0 2 * * SUN\"";

    /// <summary>The keys of <c>gate.contract</c> that are read here.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "approvals",
        "approvalLifetime",
        "ownApproval",
        "restorePoint",
    ];

    /// <summary>What is required.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static ContractPolicy Read(SectionReader gate)
    {
        var usual = new ContractPolicy { Windows = Windows(gate) };
        if (gate.Member("contract") is not { } member)
        {
            return usual;
        }

        var contract = new SectionReader(member.Value, member.Path);
        var lifetime = contract.Duration("approvalLifetime", usual.ApprovalLifetime);
        return usual with
        {
            Approvals = contract.Number("approvals", usual.Approvals) is var count && count <= 20 ? count : throw contract.Complaint("approvals", "more than 20 people will never be found; write e.g. 2"),
            ApprovalLifetime = lifetime > TimeSpan.Zero ? lifetime : throw contract.Complaint("approvalLifetime", "an approval would be expired when it is given; write e.g. \"30d\""),
            OwnApproval = contract.Flag("ownApproval", usual.OwnApproval),
            RestorePoint = contract.Flag("restorePoint", usual.RestorePoint),
        };
    }

    private static List<MaintenanceWindow> Windows(SectionReader gate)
    {
        List<MaintenanceWindow> windows = [.. gate.Items("maintenance").Select(Window)];
        return windows.GroupBy(window => window.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Skip(1).Any()) is { } twice
            ? throw gate.Complaint("maintenance", $"two windows are called \"{twice.Key}\"; give one another \"name\"")
            : windows;
    }

    private static MaintenanceWindow Window((PlacedJson Value, string Path) item)
    {
        var window = new SectionReader(item.Value, item.Path, "name", "cron", "duration", "zone");
        var cron = CronExpression.Read(window.RequiredText("cron", CronExample), out var problem) ?? throw window.Complaint("cron", problem!);
        _ = window.Required("duration", "how long it is on the wall clock, e.g. \"2h\"");
        var duration = window.Duration("duration", TimeSpan.Zero);
        return duration <= TimeSpan.Zero || duration > MaintenanceWindow.Longest
            ? throw window.Complaint("duration", "a window is longer than nothing and not longer than seven days; write e.g. \"2h\"")
            : new(window.Text("name") ?? cron.ToString(), cron, duration, Zone(window));
    }

    private static TimeZoneInfo Zone(SectionReader window)
    {
        var name = window.RequiredText("zone", "whose wall clock decides, e.g. \"Europe/Berlin\" or \"UTC\"");
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && (zone.HasIanaId || name == "UTC"))
        {
            return zone;
        }

        var known = TimeZoneInfo.GetSystemTimeZones().Where(other => other.HasIanaId).Select(other => other.Id).ToList();
        throw window.Complaint("zone", known.Count < 2
            ? $"\"{name}\" is not known, for this machine knows no time zones; install the package tzdata"
            : $"\"{name}\" is no time zone; did you mean \"{Nearest.To(name, known)}\"? Write a name of the IANA database, e.g. \"Europe/Berlin\"");
    }
}
