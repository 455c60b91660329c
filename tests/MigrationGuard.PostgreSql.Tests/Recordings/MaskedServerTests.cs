using MigrationGuard.Manifests;
using MigrationGuard.Recordings.Masking;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Recordings;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class MaskedServerTests(int major)
{
    private PostgresDatabase _database = null!;
    private NpgsqlConnection _connection = null!;

    [OneTimeSetUp]
    public void SetUp()
    {
        _database = PostgresServer.Get(major).CreateDatabase();
        _database.Execute(MaskedStatements.Schema);
        _connection = _database.Open();
    }

    [OneTimeTearDown]
    public void TearDown()
    {
        _connection?.Dispose();
        _database?.Dispose();
    }

    [Test]
    public void What_is_left_without_literals_is_accepted_and_planned_and_has_the_same_columns()
    {
        string[] statements = [.. MaskedStatements.All, .. major >= 16 ? MaskedStatements.Since16 : [], .. major >= 17 ? MaskedStatements.Since17 : []];
        Assert.Multiple(() =>
        {
            foreach (var statement in statements)
            {
                Assert.That(StatementMasker.TryMask(statement, [], out var masked, out var reason), Is.True, $"{reason}: {statement}");
                Assert.That(() => Columns(new MaskedStatement(statement, [])), Throws.Nothing, statement);
                Assert.That(Described(masked!), Is.EqualTo(Described(new MaskedStatement(statement, []))), $"{statement}\n{masked!.Text}");
            }
        });
    }

    [Test]
    public void A_call_without_its_literals_is_accepted()
    {
        Assert.That(StatementMasker.TryMask("CALL touch('a', 5)", [], out var masked, out _), Is.True);
        using var call = new NpgsqlCommand(masked!.Text, _connection) { Parameters = { new() { Value = "a" }, new() { Value = 5 } } };
        Assert.That(call.ExecuteNonQuery, Throws.Nothing);
    }

    // Columns with their types, and that the server can plan it whatever the values are.
    private string Described(MaskedStatement statement)
    {
        var types = statement.Parameters.Count == 0 ? "" : $"({string.Join(", ", statement.Parameters.Select(static parameter => parameter.Type))})";
        try
        {
            Run($"PREPARE masked{types} AS {statement.Text}");
            var nulls = statement.Parameters.Count == 0 ? "" : $"({string.Join(", ", statement.Parameters.Select(static _ => "NULL"))})";
            Run($"EXPLAIN EXECUTE masked{nulls}");
            Run("DEALLOCATE masked");
            return Columns(statement);
        }
        catch (PostgresException exception)
        {
            Run("DEALLOCATE ALL");
            return exception.MessageText;
        }
    }

    private string Columns(MaskedStatement statement)
    {
        using var command = new NpgsqlCommand(statement.Text, _connection);
        foreach (var parameter in statement.Parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = DBNull.Value, DataTypeName = parameter.Type == ManifestParameter.Unknown ? null : parameter.Type.Trim('"') });
        }

        using var reader = command.ExecuteReader(System.Data.CommandBehavior.SchemaOnly);
        return string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(column => $"{reader.GetName(column)} {reader.GetDataTypeName(column)}"));
    }

    private void Run(string text)
    {
        using var command = new NpgsqlCommand(text, _connection);
        command.ExecuteNonQuery();
    }
}
