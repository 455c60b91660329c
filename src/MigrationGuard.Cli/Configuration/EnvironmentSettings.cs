using MigrationGuard.Configuration;

namespace MigrationGuard.Cli.Configuration;

/// <summary>The settings that environment variables make.</summary>
internal static class EnvironmentSettings
{
    /// <summary>The settings of <c>MIGRATIONGUARD_*</c>; an empty variable counts as not set.</summary>
    /// <exception cref="UsageException">A variable has a value that is not known.</exception>
    public static Settings Read(Func<string, string?> variable, string workingDirectory)
    {
        string? Get(string name) => variable(name) is { Length: > 0 } value ? value : null;

        const string database = "MIGRATIONGUARD_DATABASE";
        const string version = "MIGRATIONGUARD_DATABASE_VERSION";
        const string edition = "MIGRATIONGUARD_EDITION";
        const string since = "MIGRATIONGUARD_SINCE";
        const string transaction = "MIGRATIONGUARD_TRANSACTION";
        const string unknown = "MIGRATIONGUARD_UNKNOWN";
        const string failOn = "MIGRATIONGUARD_FAIL_ON";
        const string state = "MIGRATIONGUARD_STATE";
        const string service = "MIGRATIONGUARD_SERVICE";
        const string role = "MIGRATIONGUARD_ROLE";
        const string searchPath = "MIGRATIONGUARD_SEARCH_PATH";
        return new Settings
        {
            Check = new()
            {
                Database = Get(database) is { } d ? Words.Read(SettingWords.Databases, d, database) : null,
                DatabaseVersion = Get(version) is { } v ? Words.ReadVersion(v, version) : null,
                Edition = Get(edition) is { } e ? Words.Read(SettingWords.Editions, e, edition) : null,
                Baselines = Get(since) is { } b ? new Dictionary<string, Setting<string>> { [""] = new(b, since) } : new Dictionary<string, Setting<string>>(),
                Transaction = Get(transaction) is { } t ? Words.Read(SettingWords.Transactions, t, transaction) : null,
                Unknown = Get(unknown) is { } u ? Words.Read(SettingWords.Unknowns, u, unknown) : null,
                State = Get(state) is { } s ? new Setting<string>(Path.GetFullPath(s, workingDirectory), state) : null,
            },
            FailOn = Get(failOn) is { } f ? Words.Read(Words.FailOns, f, failOn) : null,
            Service = Get(service) is { } a ? new Setting<string>(a, service) : null,
            Role = Get(role) is { } r ? new Setting<string>(r, role) : null,
            SearchPath = Get(searchPath) is { } p ? new Setting<string>(p, searchPath) : null,
        };
    }
}
