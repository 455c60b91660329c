using MigrationGuard.Cli.Configuration;
using MigrationGuard.Gate.Environments;
using Npgsql;

namespace MigrationGuard.Cli.Environments;

/// <summary>Finds the variables that hold connections to PostgreSQL: connection strings of Npgsql and libpq, addresses, and libpq's own variables.</summary>
internal static class ConnectionReader
{
    private static readonly string[] OwnVariables = ["PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGOPTIONS", "PGPASSWORD", "PGAPPNAME"];

    // They are compared by themselves, or differ between versions.
    private static readonly string[] Compared = ["HOST", "PORT", "DATABASE", "USERNAME", "SEARCH PATH", "APPLICATION NAME"];

    /// <summary>The connections; their variables are taken out of the others.</summary>
    public static IReadOnlyList<ConnectionFacts> Take(Dictionary<string, string> variables, CaptureKey key)
    {
        var found = new List<ConnectionFacts>();
        foreach (var (name, value) in variables.ToList())
        {
            if (Settings(value) is { Host: { Length: > 0 } host } settings)
            {
                found.Add(new(name)
                {
                    Host = host, Port = settings.Port, Database = settings.Database ?? settings.Username ?? "", SearchPath = settings.SearchPath ?? "", Role = settings.Username ?? "", Rest = Rest(name, settings, key),
                });
                variables.Remove(name);
            }
        }

        if (variables.ContainsKey("PGHOST") || variables.ContainsKey("PGDATABASE"))
        {
            found.Add(Own(variables, key));
            Array.ForEach(OwnVariables, name => variables.Remove(name));
        }

        return found;
    }

    private static ConnectionFacts Own(Dictionary<string, string> variables, CaptureKey key)
    {
        string Of(string name) => variables.GetValueOrDefault(name, "");
        return new("PGHOST")
        {
            Host = Of("PGHOST"), Port = int.TryParse(Of("PGPORT"), out var port) ? port : 5432, Database = Of("PGDATABASE"), Role = Of("PGUSER"), SearchPath = "",
            Rest = key.Hash("PGHOST", string.Join('\n', Of("PGHOSTADDR"), Of("PGOPTIONS"), Of("PGPASSWORD"))),
        };
    }

    private static string Rest(string name, NpgsqlConnectionStringBuilder settings, CaptureKey key) =>
        key.Hash(name, string.Join('\n', settings.Keys.Where(setting => !Compared.Contains(setting.ToUpperInvariant(), StringComparer.Ordinal)).Order(StringComparer.Ordinal).Select(setting => $"{setting}={settings[setting]}")));

    private static NpgsqlConnectionStringBuilder? Settings(string text)
    {
        try
        {
            return LibpqConnection.Read(text) is { } settings ? LibpqConnection.Builder(settings)
                : text.Contains('=', StringComparison.Ordinal) && text.Contains(';', StringComparison.Ordinal) ? new NpgsqlConnectionStringBuilder(text) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or InvalidCastException or KeyNotFoundException)
        {
            return null;
        }
    }
}
