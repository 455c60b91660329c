using Npgsql;

namespace MigrationGuard.TestKit;

/// <summary>Servers that the environment names: connection strings of superusers, separated by <c>|</c>.</summary>
internal static class GivenServers
{
    public const string Variable = "MIGRATIONGUARD_TEST_POSTGRES";

    private static readonly Lazy<Dictionary<int, string>> ByMajor = new(Read);

    public static string? Find(int major) => ByMajor.Value.GetValueOrDefault(major);

    private static Dictionary<int, string> Read()
    {
        var found = new Dictionary<int, string>();
        var given = Environment.GetEnvironmentVariable(Variable) ?? "";
        foreach (var text in given.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            using var connection = new NpgsqlConnection(text);
            connection.Open();
            found.TryAdd(connection.PostgreSqlVersion.Major, text);
        }

        return found;
    }
}
