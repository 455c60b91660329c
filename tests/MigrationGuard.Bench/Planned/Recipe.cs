using MigrationGuard.TestKit.Loads;

namespace MigrationGuard.Bench.Planned;

/// <summary>A migration as people write it.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Sql">The migration.</param>
internal sealed record Recipe(string Name, string Sql)
{
    /// <summary>What the version does that needs the migration.</summary>
    public IReadOnlyList<string> New { get; init; } = LoadedShop.Statements();

    /// <summary>All.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new("index", "CREATE INDEX ix_orders_total ON orders (total);"),
        new("unique constraint", "ALTER TABLE orders ADD CONSTRAINT one_code UNIQUE (code);"),
        new("foreign key", "ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id);"),
        new("check", "ALTER TABLE orders ADD CONSTRAINT positive CHECK (quantity > 0);"),
        new("not null", "ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL;"),
        new("column with a volatile default", "ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();"),
        new("wider type", "ALTER TABLE orders ALTER COLUMN quantity TYPE bigint;"),
        new("rename of a column", "ALTER TABLE orders RENAME COLUMN code TO sku;") { New = LoadedShop.Statements("sku") },
        new("value for every row", "UPDATE orders SET note = 'none' WHERE note IS NULL;"),
        new("column dropped", "ALTER TABLE orders DROP COLUMN note;") { New = LoadedShop.Statements(hasNote: false) },
    ];
}
