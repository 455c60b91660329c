using MigrationGuard.Collections;
using MigrationGuard.Manifests;

namespace MigrationGuard.Recordings;

/// <summary>Makes manifests of recordings.</summary>
public static class RecordedManifest
{
    /// <summary>What stands as origin of statements of which nobody saw where they came from.</summary>
    public const string Origin = "recording";

    /// <summary>The manifest of a version.</summary>
    /// <exception cref="ManifestException">The sessions do not agree on role, search_path or settings, and the version does not say either.</exception>
    public static StatementManifest Create(Recording recording, RecordedVersion version)
    {
        var taken = recording.Statements.Where(statement => version.Roles.Count == 0 || statement.Session is null || version.Roles.Contains(statement.Session.Role, StringComparer.Ordinal)).ToArray();
        var sessions = taken.Select(static statement => statement.Session).OfType<RecordedSession>().Distinct().ToArray();
        var manifest = new StatementManifest
        {
            Service = version.Service,
            Label = version.Label,
            Digest = version.Digest,
            Role = version.Roles.Count > 0 ? version.Roles[0] : RoleOf(sessions),
            SearchPath = version.SearchPath ?? SearchPathOf(sessions),
            Settings = version.Settings ?? SettingsOf(sessions),
        };
        var builder = new ManifestBuilder(manifest);
        builder.Add(manifest with
        {
            Statements = taken.Select(statement => Statement(statement, manifest)).ToArray(),
            Recording = new ManifestRecording(recording.First, recording.Last, recording.Processes, recording.Commands,
                recording.Misses.Select(static miss => new ManifestMiss(miss.Reason, miss.Count)).ToArray()),
        });
        return builder.Build();
    }

    /// <summary>How many commands other roles sent, which the version does not take.</summary>
    public static long LeftOut(Recording recording, RecordedVersion version)
        => version.Roles.Count == 0 ? 0 : recording.Statements.Where(statement => statement.Session is { } session && !version.Roles.Contains(session.Role, StringComparer.Ordinal)).Sum(static statement => statement.Calls);

    private static ManifestStatement Statement(RecordedStatement statement, StatementManifest manifest)
    {
        var role = statement.Session?.Role ?? manifest.Role;
        var path = statement.Session?.SearchPath ?? manifest.SearchPath;
        return new ManifestStatement
        {
            Id = StatementKey.Of(statement.Text, statement.Parameters, role, path),
            Text = statement.Text,
            Canonical = statement.Text,
            Parameters = statement.Parameters,
            Role = role == manifest.Role ? null : role,
            SearchPath = path == manifest.SearchPath ? null : path,
            Result = statement.Result,
            Origins = new[] { statement.Origin ?? new StatementOrigin(Origin) },
            Calls = statement.Calls,
            LastSeen = statement.LastSeen,
        };
    }

    private static string RoleOf(RecordedSession[] sessions)
    {
        var roles = sessions.Select(static session => session.Role).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return roles.Length switch
        {
            1 => roles[0],
            0 => throw new ManifestException("nobody saw as which role the statements ran; say it with --role"),
            _ => throw new ManifestException($"the statements ran as different roles ({string.Join(", ", roles)}); say with --role which one is the application's (again for a second one); statements of others are left out"),
        };
    }

    private static string SearchPathOf(RecordedSession[] sessions)
    {
        var paths = sessions.Select(static session => session.SearchPath).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return paths.Length switch
        {
            1 => paths[0],
            0 => StatementManifest.DefaultSearchPath,
            _ => throw new ManifestException($"the sessions had different search_paths ({string.Join("; ", paths)}); say with --search-path which one is the application's: statements that ran with another keep theirs"),
        };
    }

    private static EquatableList<KeyValuePair<string, string>> SettingsOf(RecordedSession[] sessions)
    {
        var settings = sessions.Select(static session => session.Settings).Distinct().ToArray();
        return settings.Length switch
        {
            0 => [],
            1 => settings[0],
            _ => throw new ManifestException($"the sessions had different settings ({string.Join("; ", settings.Select(Text).Order(StringComparer.Ordinal))}); say with --setting NAME=VALUE which are the application's"),
        };
    }

    private static string Text(EquatableList<KeyValuePair<string, string>> settings)
        => settings.Count == 0 ? "none" : string.Join(", ", settings.Select(static setting => $"{setting.Key}={setting.Value}"));
}
