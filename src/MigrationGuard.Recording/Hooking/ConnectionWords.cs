using System.Data.Common;

namespace MigrationGuard.Recordings.Hooking;

/// <summary>How to connect to a ledger, in the words of Npgsql, which reads no addresses.</summary>
internal static class ConnectionWords
{
    /// <summary>Reads a connection string, or an address such as <c>postgresql://user:password@host:5432/database?sslmode=require</c>.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static DbConnectionStringBuilder Read(string place)
    {
        if (!place.Contains("://", StringComparison.Ordinal))
        {
            return new DbConnectionStringBuilder { ConnectionString = place };
        }

        if (!Uri.TryCreate(place, UriKind.Absolute, out var address) || address.Scheme is not ("postgresql" or "postgres"))
        {
            throw new ArgumentException("the address cannot be read; it is written as postgresql://user@host:5432/database");
        }

        var user = address.UserInfo.Split(':', 2);
        var words = new DbConnectionStringBuilder { ["Host"] = address.Host, ["Port"] = address.IsDefaultPort || address.Port < 0 ? 5432 : address.Port };
        Put(words, "Username", user[0]);
        Put(words, "Password", user.Length > 1 ? user[1] : "");
        Put(words, "Database", address.AbsolutePath.Trim('/'));
        foreach (var option in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (option.Split('=', 2) is ["sslmode", var mode])
            {
                Put(words, "SSL Mode", mode.Replace("-", "", StringComparison.Ordinal));
            }
        }

        return words;
    }

    private static void Put(DbConnectionStringBuilder words, string name, string escaped)
    {
        if (escaped.Length > 0)
        {
            words[name] = Uri.UnescapeDataString(escaped);
        }
    }
}
