using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Samples;

namespace MigrationGuard.Database.Tests;

[TestFixture(15)]
[TestFixture(18)]
public sealed class BatchTests(int major)
{
    private const string Orders = """CREATE TABLE "Orders" ("Id" bigint PRIMARY KEY, note text, total numeric);""";

    private PostgresDatabase _database = null!;

    [SetUp]
    public void Create_a_table_with_rows()
    {
        _database = PostgresServer.Get(major).CreateDatabase();
        _database.Execute(Orders);
        _database.Execute("""INSERT INTO "Orders" SELECT n, CASE WHEN n % 2 = 0 THEN 'even' END, n FROM generate_series(1, 2500) AS n""");
    }

    [TearDown]
    public void Drop_the_database() => _database?.Dispose();

    [TestCase("""UPDATE "Orders" SET note = '' WHERE note IS NULL;""", "note IS NULL", 2)]
    [TestCase("""DELETE FROM "Orders" WHERE note = 'even' OR total < 100;""", "note = 'even' OR total < 100", 2)]
    [TestCase("""DELETE FROM "Orders";""", "true", 3)]
    public void A_batch_that_is_repeated_comes_to_an_end_and_leaves_no_row(string sql, string left, int turns)
    {
        var batch = Suggestion(sql);
        for (var turn = 0; turn < turns; turn++)
        {
            Assert.That(Count(left), Is.Positive);
            _database.Execute(batch);
        }

        Assert.That(Count(left), Is.Zero);
    }

    [TestCase("""UPDATE "Orders" SET total = total * 2;""", 1000)]
    [TestCase("""UPDATE "Orders" SET total = total * 2 WHERE note = 'even' OR total > 900;""", 550)]
    public void A_range_of_keys_changes_its_own_rows_only(string sql, int changed)
    {
        _database.Execute(Suggestion(sql));
        Assert.That(Count("""total = "Id" * 2"""), Is.EqualTo(changed));
    }

    private string Suggestion(string sql)
        => Check.Findings($"postgresql {major}", sql, Orders).Single(f => f.Rule.Id is "MG0410" or "MG0411").Suggestion!;

    private long Count(string condition)
    {
        using var connection = _database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""SELECT count(*) FROM "Orders" WHERE {condition}""";
        return (long)command.ExecuteScalar()!;
    }
}
