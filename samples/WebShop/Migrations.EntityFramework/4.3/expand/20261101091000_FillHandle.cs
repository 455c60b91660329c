using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WebShop.Migrations
{
    /// <inheritdoc />
    public partial class FillHandle : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
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
                """,
                suppressTransaction: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
        }
    }
}
