using FsCheck.Fluent;
using MigrationGuard.Operations;
using MigrationGuard.Sql;
using MigrationGuard.Tests.Generators;

namespace MigrationGuard.Tests.Sql.PostgreSql;

public sealed class PostgreSqlWriterTests
{
    private static readonly ISqlReader Reader = Sqls.Reader(SqlDialect.PostgreSql);

    private static readonly ISqlWriter Writer = Sqls.Writer(SqlDialect.PostgreSql);

    [Test]
    public void Every_operation_that_PostgreSQL_has_is_written()
    {
        var unwritten = OperationGenerator.PostgreSql.Sample(5000).Where(operation => string.IsNullOrWhiteSpace(Writer.Write(operation)));
        Assert.That(unwritten, Is.Empty);
    }

    [Test]
    public void The_generators_know_every_operation_that_PostgreSQL_has()
    {
        Type[] notPostgreSql =
        [
            typeof(ChangePartitionRange), typeof(ChangeSystemVersioning), typeof(EndBatch), typeof(SwitchConstraint), typeof(SwitchPartition), typeof(UnreadSql), typeof(DatabaseCondition),
        ];
        var kinds = typeof(Operation).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Operation)) && !type.IsAbstract);
        var generated = OperationGenerator.PostgreSql.Sample(20_000).Select(operation => operation.GetType()).Distinct();
        Assert.That(kinds.Except(generated), Is.EquivalentTo(notPostgreSql));
    }

    [Test]
    public void An_operation_that_only_SQL_Server_has_is_not_written()
    {
        Operation[] operations =
        [
            new EndBatch(1),
            new SwitchConstraint("users", "ALL"),
            new SwitchPartition("a", "b"),
            new ChangeSystemVersioning("users", true),
            new ChangePartitionRange("f", true, ExpressionGenerator.Text("1")),
            new RewriteTable(RewriteKind.Rebuild, "users"),
            new AlterIndex("ix", IndexChange.Rebuild) { On = "users" },
            new CreateIndex("ix", "users", default) { Kind = IndexKind.Columnstore },
            new AddConstraint("users", new DefaultConstraint("a", ExpressionGenerator.Text("1"))),
            new SetColumnSetting("users", "a", ColumnSetting.Attribute, "ADD SPARSE"),
            new Revoke(new[] { "SELECT" }, "TABLE", new ObjectName[] { "users" }, new[] { "bob" }) { Deny = true },
            new CreateRoutine(RoutineKind.Procedure, "p", "AS SELECT 1") { Language = "tsql" },
            new DropObject(ObjectKind.Synonym, "s"),
            new UnreadSql("?", "it is nothing"),
        ];
        Assert.That(operations.Where(operation => Writer.Write(operation) is not null), Is.Empty);
    }

    [Test]
    public void The_table_of_a_dropped_index_is_not_written()
        => Assert.That(Writer.Write(new DropIndex("ix") { On = "users", Concurrently = true }), Is.EqualTo("DROP INDEX CONCURRENTLY ix"));

    [TestCase("alter table USERS add HANDLE varchar(30)", "ALTER TABLE users ADD COLUMN handle character varying(30)")]
    [TestCase("create unique index CONCURRENTLY if not exists IX on public.users(Email DESC)", "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix ON public.users (email DESC)")]
    [TestCase("alter table \"users\" drop \"Handle\"", "ALTER TABLE users DROP COLUMN \"Handle\"")]
    [TestCase("alter table \"order\" rename \"user\" to position", "ALTER TABLE \"order\" RENAME COLUMN \"user\" TO position")]
    [TestCase("drop table if exists a", "DROP TABLE IF EXISTS a")]
    [TestCase("truncate a, b", "TRUNCATE TABLE a, b")]
    [TestCase("ALTER TYPE mood ADD VALUE $$it's$$", "ALTER TYPE mood ADD VALUE 'it''s'")]
    [TestCase("set search_path to app, public", "SET search_path = app, public")]
    [TestCase("SET LOCAL lock_timeout TO '2s'", "SET LOCAL lock_timeout = '2s'")]
    [TestCase("alter table t add constraint c check(a>0) not valid", "ALTER TABLE t ADD CONSTRAINT c CHECK (a>0) NOT VALID")]
    [TestCase("grant select on t to public", "GRANT SELECT ON TABLE t TO PUBLIC")]
    [TestCase("ALTER TABLE t ALTER c SET DATA TYPE timestamptz(3)[] USING c::timestamptz(3)[]", "ALTER TABLE t ALTER COLUMN c TYPE timestamp(3) with time zone[] USING c::timestamptz(3)[]")]
    public void A_statement_is_written_the_way_the_manual_writes_it(string given, string expected)
    {
        var operation = Reader.Read(new SqlSource("given.sql", given)).Steps[0].Operation;
        Assert.That(Writer.Write(operation), Is.EqualTo(expected));
    }

    [Test]
    public void A_table_is_written_column_by_column()
    {
        const string Given = "create table app.orders(id bigint generated always as identity primary key, total numeric(10,2) default 0 not null check(total>=0), constraint fk foreign key(id) references users) with(fillfactor=70)";
        var operation = Reader.Read(new SqlSource("given.sql", Given)).Steps[0].Operation;
        Assert.That(Writer.Write(operation), Is.EqualTo("""
            CREATE TABLE app.orders (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                total numeric(10,2) NOT NULL DEFAULT 0 CHECK (total>=0),
                CONSTRAINT fk FOREIGN KEY (id) REFERENCES users
            )
            with(fillfactor=70)
            """));
    }

    [Test]
    public void A_body_with_dollars_gets_quotes_that_do_not_meet_it()
    {
        var operation = new CreateRoutine(RoutineKind.Function, "f", "() RETURNS void") { Language = "plpgsql", Body = ExpressionGenerator.Text("BEGIN EXECUTE $$SELECT $body$x$body$$$; END") };
        Assert.That(Writer.Write(operation), Does.EndWith("AS $body1$BEGIN EXECUTE $$SELECT $body$x$body$$$; END$body1$"));
    }
}
