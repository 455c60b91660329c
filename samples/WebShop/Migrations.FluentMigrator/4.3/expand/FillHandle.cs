using FluentMigrator;

namespace WebShop.Migrations;

/// <summary>The customers of before, a thousand at a time.</summary>
[Migration(20261101091000, TransactionBehavior.None)]
public sealed class FillHandle : ForwardOnlyMigration
{
    /// <inheritdoc/>
    public override void Up() => Execute.Sql(
        """
        DO $$
        DECLARE
          first_id bigint;
          last_id bigint;
        BEGIN
          SELECT min(id) INTO first_id FROM customers;
          WHILE first_id IS NOT NULL LOOP
            SELECT max(id) INTO last_id FROM (SELECT id FROM customers WHERE id >= first_id ORDER BY id LIMIT 1000) AS batch;
            UPDATE customers SET handle = username WHERE id BETWEEN first_id AND last_id AND handle IS NULL;
            COMMIT;
            SELECT min(id) INTO first_id FROM customers WHERE id > last_id;
          END LOOP;
        END;
        $$
        """);
}
