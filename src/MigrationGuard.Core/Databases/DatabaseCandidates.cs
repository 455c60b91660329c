using System.Globalization;
using MigrationGuard.Collections;

namespace MigrationGuard.Databases;

/// <summary>The servers to judge by: one when the server is known, otherwise the outermost ones it may be.</summary>
/// <param name="All">The servers.</param>
public sealed record DatabaseCandidates(EquatableList<Database> All)
{
    /// <summary>When nothing is known.</summary>
    public static DatabaseCandidates Unknown { get; } = new(new EquatableList<Database>([.. Outermost(DatabaseKinds.PostgreSql), .. Outermost(DatabaseKinds.SqlServer)]));

    /// <summary>Whether product, version and edition are known as far as they matter.</summary>
    public bool Certain => All.Count == 1;

    /// <summary>The products among them.</summary>
    public DatabaseKinds Kinds
    {
        get
        {
            var kinds = DatabaseKinds.None;
            foreach (var database in All)
            {
                kinds |= database.Kind;
            }

            return kinds;
        }
    }

    /// <summary>The candidates of one product; all of them when it has none here.</summary>
    public DatabaseCandidates Of(DatabaseKinds kind) => (Kinds & kind) == 0 ? this : new(All.RemoveAll(d => (d.Kind & kind) == 0));

    /// <summary>
    /// Reads product (<c>postgresql</c>, <c>sqlserver</c>), version (<c>16</c>, <c>16.2</c>, <c>2019</c>) and edition (<c>standard</c>, <c>azure</c>) as a
    /// user writes them; null for what is not known. Null and a sentence for the user in <paramref name="error"/> when something is not understood.
    /// </summary>
    public static DatabaseCandidates? TryCreate(string? product, string? version, string? edition, out string? error)
    {
        error = null;
        var kind = KindOf(product);
        if (kind is null)
        {
            error = $"Unknown database '{product}': use postgresql or sqlserver";
            return null;
        }

        if (kind == DatabaseKinds.None)
        {
            error = version is null && edition is null ? null : "A version or edition needs the database too: postgresql or sqlserver";
            return error is null ? Unknown : null;
        }

        return kind == DatabaseKinds.PostgreSql ? PostgreSqls(version, edition, out error) : SqlServers(version, edition, out error);
    }

    private static DatabaseKinds? KindOf(string? product) => product?.Trim().ToLowerInvariant() switch
    {
        null or "" => DatabaseKinds.None,
        "postgresql" or "postgres" or "pg" or "npgsql" => DatabaseKinds.PostgreSql,
        "sqlserver" or "mssql" or "sql-server" or "sql server" or "azuresql" => DatabaseKinds.SqlServer,
        _ => null,
    };

    private static DatabaseCandidates? PostgreSqls(string? version, string? edition, out string? error)
    {
        error = edition is null ? null : "PostgreSQL has no editions";
        if (error is not null)
        {
            return null;
        }

        if (version is null)
        {
            return new DatabaseCandidates(Outermost(DatabaseKinds.PostgreSql));
        }

        if (Number(version) is >= PostgreSql.Oldest and <= PostgreSql.Newest and var major)
        {
            return new DatabaseCandidates(new EquatableList<Database>([PostgreSql.Of(major)]));
        }

        error = $"PostgreSQL '{version}' is not supported: use {PostgreSql.Oldest} to {PostgreSql.Newest}";
        return null;
    }

    private static DatabaseCandidates? SqlServers(string? version, string? edition, out string? error)
    {
        error = null;
        SqlServerEditions? of = edition is null ? SqlServerEditions.None : EditionOf(edition);
        if (of is null)
        {
            error = $"Unknown edition '{edition}': use express, web, standard, developer, enterprise or azure";
            return null;
        }

        var year = version is null || of == SqlServerEditions.AzureSql ? 0 : Number(version) ?? -1;
        if (year != 0 && !SqlServer.Versions.Contains(year))
        {
            error = $"SQL Server '{version}' is not supported: use {string.Join(", ", SqlServer.Versions)}";
            return null;
        }

        var candidates = new List<Database>();
        Add(candidates, year == 0 ? SqlServer.Versions[0] : year, of == SqlServerEditions.None ? SqlServerEditions.Standard : of.Value);
        Add(candidates, year == 0 ? SqlServer.Versions[SqlServer.Versions.Count - 1] : year, of == SqlServerEditions.None ? SqlServerEditions.Enterprise : of.Value);
        return new DatabaseCandidates(candidates);
    }

    private static void Add(List<Database> candidates, int version, SqlServerEditions edition)
    {
        if (SqlServer.Find(version, edition) is { } found && !candidates.Contains(found))
        {
            candidates.Add(found);
        }
    }

    private static Database[] Outermost(DatabaseKinds kind) => kind == DatabaseKinds.PostgreSql
        ? [PostgreSql.Of(PostgreSql.Oldest), PostgreSql.Of(PostgreSql.Newest)]
        : [SqlServer.Find(2016, SqlServerEditions.Standard)!, SqlServer.Find(2025, SqlServerEditions.Enterprise)!];

    private static SqlServerEditions? EditionOf(string edition) => edition.Trim().ToLowerInvariant() switch
    {
        "express" => SqlServerEditions.Express,
        "web" => SqlServerEditions.Web,
        "standard" => SqlServerEditions.Standard,
        "developer" => SqlServerEditions.Developer,
        "enterprise" or "evaluation" => SqlServerEditions.Enterprise,
        "azure" or "azuresql" or "azure sql" => SqlServerEditions.AzureSql,
        _ => null,
    };

    private static int? Number(string version)
    {
        var end = version.IndexOf('.');
        return int.TryParse((end < 0 ? version : version.Substring(0, end)).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var found) ? found : null;
    }
}
