using System.Text.RegularExpressions;

namespace MigrationGuard.Gate.Environments;

/// <summary>In what the environment of the new version differs from that of the old one.</summary>
internal sealed class CaptureComparison
{
    // What is of a process or a machine, and of this tool.
    private static readonly string[] Usual = ["_", "PWD", "OLDPWD", "SHLVL", "HOSTNAME", "HOST", "INVOCATION_ID", "JOURNAL_STREAM", "SYSTEMD_EXEC_PID", "MIGRATIONGUARD_*"];

    private readonly IReadOnlyList<string> _ignored;
    private readonly List<string> _found = [];
    private int _expected;

    /// <summary>Compares.</summary>
    public CaptureComparison(EnvironmentCapture old, EnvironmentCapture @new, IReadOnlyList<string> ignored)
    {
        _ignored = [.. Usual, .. ignored];
        Connections(old, @new);
        Entries("", old.Variables, @new.Variables);
        Entries("flag:", old.Flags, @new.Flags);
        Entries("limit:", old.Limits, @new.Limits);
        Image = old.Image == @new.Image ? "" : $"; image {old.Image ?? "not said"} and {@new.Image ?? "not said"}";
    }

    /// <summary>What should not differ, the targets of connections first.</summary>
    public IReadOnlyList<string> Found => _found;

    /// <summary>How many differences are expected.</summary>
    public int Expected => _expected;

    /// <summary>Both images, where they differ, as they do in a release.</summary>
    public string Image { get; }

    private void Connections(EnvironmentCapture old, EnvironmentCapture @new)
    {
        var before = old.Connections.ToLookup(connection => connection.Variable, StringComparer.Ordinal);
        var after = @new.Connections.ToLookup(connection => connection.Variable, StringComparer.Ordinal);
        foreach (var name in before.Select(same => same.Key).Union(after.Select(same => same.Key)).Order(StringComparer.Ordinal))
        {
            Differ(name, (before[name].FirstOrDefault(), after[name].FirstOrDefault()) switch
            {
                ({ } one, { } other) when one.Target != other.Target => $"{name} leads to {other.Target}, that of the old version to {one.Target}",
                ({ } one, { } other) when one.Role != other.Role => $"{name} has the role {Said(other.Role)}, that of the old version {Said(one.Role)}",
                ({ } one, { } other) when one.Rest != other.Rest => $"{name} has other settings, or another password",
                (null, { } other) => $"{name} leads to {other.Target}, the old version has none",
                ({ } one, null) => $"{name} is missing, that of the old version leads to {one.Target}",
                _ => null,
            });
        }
    }

    private void Entries(string kind, IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> @new)
    {
        foreach (var name in old.Keys.Union(@new.Keys).Order(StringComparer.Ordinal))
        {
            Differ(kind + name, (old.GetValueOrDefault(name), @new.GetValueOrDefault(name)) switch
            {
                ({ } one, { } other) when one != other => kind == "limit:" ? $"{kind}{name} is {other}, {one} for the old version" : $"{kind}{name} has another value",
                (null, { }) => $"{kind}{name} is added",
                ({ }, null) => $"{kind}{name} is missing",
                _ => null,
            });
        }
    }

    private void Differ(string name, string? difference)
    {
        if (difference is null)
        {
            return;
        }

        if (_ignored.Any(pattern => Regex.IsMatch(name, "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)))
        {
            _expected++;
        }
        else
        {
            _found.Add(difference);
        }
    }

    private static string Said(string role) => role.Length > 0 ? role : "that the driver takes";
}
