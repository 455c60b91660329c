using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Sql;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Database.Tests;

[TestFixture(15)]
[TestFixture(18)]
public sealed class WrittenSqlTests(int major)
{
    private static readonly ISqlWriter Writer = Sqls.Writer(SqlDialect.PostgreSql);

    private PostgresDatabase _database = null!;

    [OneTimeSetUp]
    public void Create_the_database() => _database = PostgresServer.Get(major).CreateDatabase();

    [OneTimeTearDown]
    public void Drop_the_database() => _database?.Dispose();

    [Test]
    public void The_server_takes_every_operation_as_it_is_written()
    {
        using var connection = _database.Open();
        Assert.Multiple(() =>
        {
            foreach (var given in WrittenOperations.All.Where(given => !given.OutsideTransaction && given.Since <= major))
            {
                Run(connection, "BEGIN;" + WrittenOperations.SetUp);
                Try(connection, given.Operation);
                Run(connection, given.Operation is PreparedTransaction ? "ROLLBACK PREPARED 'it''s prepared'" : "ROLLBACK");
                Run(connection, "DISCARD ALL");
            }
        });
    }

    [Test]
    public void The_server_takes_what_must_run_outside_a_transaction()
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        using var connection = database.Open();
        Run(connection, "BEGIN;" + WrittenOperations.SetUp + "COMMIT");
        Run(connection, "BEGIN; SELECT 1; PREPARE TRANSACTION 'it''s prepared'");
        try
        {
            Assert.Multiple(() =>
            {
                foreach (var given in WrittenOperations.All.Where(given => given.OutsideTransaction && given.Since <= major))
                {
                    Try(connection, given.Operation);
                }
            });
        }
        finally
        {
            Run(connection, "DROP OWNED BY written_owner, written_reader; DROP ROLE written_owner, written_reader");
        }
    }

    [Test]
    public void Every_kind_of_operation_that_is_written_is_tried()
    {
        var tried = WrittenOperations.All.Select(given => given.Operation.GetType()).ToHashSet();
        var kinds = typeof(Operation).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Operation)) && !type.IsAbstract);
        Type[] notPostgreSql =
        [
            typeof(ChangePartitionRange), typeof(ChangeSystemVersioning), typeof(EndBatch), typeof(SwitchConstraint), typeof(SwitchPartition),
            typeof(ClientCommand), typeof(UnreadSql), typeof(DatabaseCondition),
        ];
        Assert.That(kinds.Except(tried), Is.EquivalentTo(notPostgreSql));
    }

    [Test]
    public void Every_keyword_can_be_a_name()
    {
        using var connection = _database.Open();
        var keywords = Column(connection, "SELECT word FROM pg_get_keywords()");
        Assert.That(keywords, Has.Count.GreaterThan(400));
        Assert.Multiple(() =>
        {
            foreach (var keyword in keywords)
            {
                Run(connection, "BEGIN");
                Try(connection, Named(keyword));
                Try(connection, new CreateIndex(keyword + "_ix", keyword, new EquatableList<IndexKey>([new IndexKey(keyword, null)])));
                Try(connection, new InsertRows(keyword, new[] { keyword }) { Source = new("VALUES (1)", ExpressionKind.Other, [], []), Alias = keyword });
                Try(connection, new DropTable(keyword));
                Try(connection, new CreateEnum(new("public", keyword), new[] { keyword }));
                var type = DataType.Of(keyword) with { Schema = "public" };
                Try(connection, new CreateTable("typed", new EquatableList<ColumnDefinition>([new ColumnDefinition("x", type)]), default));
                Try(connection, new DropType(new("public", keyword)) { Cascade = true });
                Run(connection, "ROLLBACK");
            }
        });
    }

    [TestCase("Users")]
    [TestCase("with \"quotes\"")]
    [TestCase("größe")]
    [TestCase("表 😀")]
    [TestCase("semi;colon -- /* $$")]
    [TestCase("back\\slash")]
    [TestCase("1st")]
    [TestCase("a.b")]
    [TestCase("new\nline")]
    public void A_strange_name_arrives_as_it_is(string name)
    {
        using var connection = _database.Open();
        Run(connection, "BEGIN");
        Try(connection, Named(name));
        Assert.That(Column(connection, "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"), Is.EqualTo([name]));
        Assert.That(Column(connection, "SELECT attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE relkind = 'r' AND attnum > 0 AND relnamespace = 'public'::regnamespace"), Is.EqualTo([name]));
        Run(connection, "ROLLBACK");
    }

    [Test]
    public void A_string_arrives_as_it_is()
    {
        string[] values = ["it's", "''", "back\\slash", "\\n", "$$", "größe", "-- no comment", ";", "new\nline"];
        using var connection = _database.Open();
        Run(connection, "BEGIN");
        Try(connection, new CreateEnum("strings", values));
        Assert.That(Column(connection, "SELECT enumlabel FROM pg_enum ORDER BY enumsortorder"), Is.EqualTo(values));
        Run(connection, "ROLLBACK");
    }

    [Test]
    public void A_type_is_written_as_the_server_prints_it()
    {
        DataType[] types =
        [
            .. "bigint|integer|smallint|boolean|text|uuid|jsonb|json|date|bytea|real|double precision|inet|money|xml|tsvector|name|oid|interval|numeric|\"char\""
                .Split('|').Select(DataType.Of),
            .. "timestamp with time zone|timestamp without time zone|time with time zone|time without time zone|interval".Split('|').Select(name => DataType.Of(name, 3)),
            .. "character|character varying|bit|bit varying".Split('|').Select(name => DataType.Of(name, 7)),
            DataType.Of("numeric", 10, 2), DataType.Of("interval", 3) with { Fields = "day to second" }, DataType.Of("interval") with { Fields = "year" },
            DataType.Of("text") with { ArrayDimensions = 1 },
        ];
        var columns = types.Select((type, i) => new ColumnDefinition($"c{i}", type)).ToArray();
        using var connection = _database.Open();
        Run(connection, "BEGIN");
        Try(connection, new CreateTable("types", columns, default));
        var printed = Column(connection, "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'types'::regclass AND attnum > 0 ORDER BY attnum");
        Assert.That(printed, Is.EqualTo(types.Select(type => type.ToString())));
        Run(connection, "ROLLBACK");
    }

    private static CreateTable Named(string name) => new(
        name,
        new EquatableList<ColumnDefinition>([new ColumnDefinition(name, DataType.Of("integer"))]),
        new EquatableList<ConstraintDefinition>([new UniqueConstraint(new[] { name }) { Name = name + "_uq" }]));

    private static void Try(NpgsqlConnection connection, Operation operation)
    {
        var sql = Writer.Write(operation);
        Assert.That(sql, Is.Not.Null, () => operation.ToString());
        // The driver cuts BEGIN ATOMIC … END at its semicolons.
        var sent = operation is CreateRoutine ? $"DO $do_it$ BEGIN EXECUTE $the_text${sql}$the_text$; END $do_it$" : sql!;
        Assert.That(() => Run(connection, sent), Throws.Nothing, () => sql!);
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static List<string> Column(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
