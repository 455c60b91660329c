using System.Text.Json.Serialization;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Postgres.Tombstones;

/// <summary>A column of a hidden object.</summary>
/// <param name="Number">Its attnum.</param>
/// <param name="Name">Its name.</param>
/// <param name="HiddenName">The name it has meanwhile; null while it has its own.</param>
/// <param name="Inherited">Whether its name is that of its parent's column.</param>
internal sealed record HiddenColumn(int Number, string Name, string? HiddenName, bool Inherited);

/// <summary>What is recorded of a hidden object, or of the hidden columns of one.</summary>
internal sealed record HiddenState
{
    /// <summary>Its OID in pg_class or pg_proc.</summary>
    public required long Oid { get; init; }

    /// <summary>relkind, or <c>function</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its schema.</summary>
    public required string Schema { get; init; }

    /// <summary>Its name without arguments.</summary>
    public required string Name { get; init; }

    /// <summary>The columns that are hidden; empty where it is the whole object.</summary>
    public IReadOnlyList<HiddenColumn> Columns { get; init; } = [];

    /// <summary>The name it has meanwhile; null while it has its own.</summary>
    public string? HiddenName { get; init; }

    /// <summary>The rights of before; null while none are withdrawn.</summary>
    public ObjectAcl? Saved { get; init; }

    /// <summary>The rights that were left.</summary>
    public ObjectAcl? Placed { get; init; }

    /// <summary>The application's roles that rights do not bind, each with the reason.</summary>
    public IReadOnlyList<string> Unbound { get; init; } = [];

    /// <summary>What is to be known of it besides.</summary>
    public string? Note { get; init; }

    /// <summary>Whether names hide it, too.</summary>
    public bool Rename { get; init; }

    [JsonIgnore]
    public bool IsRoutine => Kind == "function";

    [JsonIgnore]
    public bool IsRenamed => HiddenName is not null || Columns.Any(column => column.HiddenName is not null);

    [JsonIgnore]
    public bool IsHidden => Saved is not null || IsRenamed;

    /// <summary>The word of GRANT.</summary>
    [JsonIgnore]
    public string GrantWord => Kind switch { "S" => "SEQUENCE", "function" => "ROUTINE", _ => "TABLE" };

    /// <summary>The word of ALTER … RENAME.</summary>
    [JsonIgnore]
    public string AlterWord => Kind switch { "S" => "SEQUENCE", "function" => "ROUTINE", "v" => "VIEW", "m" => "MATERIALIZED VIEW", "f" => "FOREIGN TABLE", _ => "TABLE" };

    /// <summary>For people, one for each column.</summary>
    public IEnumerable<HiddenObject> Shown()
    {
        var word = Kind switch { "S" => "sequence", "function" => "function", "v" => "view", "m" => "materialized view", "f" => "foreign table", _ => "table" };
        var whole = new HiddenObject($"{Schema}.{Name}", word) { RightsWithdrawn = Saved is not null, Renamed = Rename, HiddenName = HiddenName, Unbound = Unbound, Note = Note };
        return Columns.Count == 0 ? [whole] : Columns.Select(column => whole with { Identity = $"{whole.Identity}.{column.Name}", Kind = "column", HiddenName = column.HiddenName });
    }
}
