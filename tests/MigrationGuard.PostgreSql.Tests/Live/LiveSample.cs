using System.Text.RegularExpressions;
using MigrationGuard.Checking;
using MigrationGuard.Migrations;
using MigrationGuard.Postgres.Live;
using MigrationGuard.Rules;
using MigrationGuard.TestKit;
using MigrationGuard.TestKit.Samples;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Live;

/// <summary>A sample on a real server: what is released and what other sessions do really happens, then the rest is checked against the database.</summary>
internal sealed partial class LiveSample : IDisposable
{
    private readonly PostgresDatabase _database;
    private readonly List<NpgsqlConnection> _sessions = [];
    private readonly RuleSample _sample;
    private readonly string _name;

    public LiveSample(RuleSample sample, int major)
    {
        _sample = sample;
        _database = PostgresServer.Get(major).CreateDatabase();
        _name = new NpgsqlConnectionStringBuilder(_database.ConnectionString).Database!;
    }

    /// <summary>The database.</summary>
    public PostgresDatabase Database => _database;

    /// <summary>What the check says.</summary>
    public async Task<IReadOnlyList<Finding>> CheckAsync(ProbeLimits? limits = null)
    {
        foreach (var file in _sample.Files.Where(file => file.Released))
        {
            await using var connection = _database.Open();
            await RunAsync(connection, file.Text);
        }

        foreach (var file in _sample.Files.Where(file => file.Session))
        {
            var connection = _database.Open();
            _sessions.Add(connection);
            await RunAsync(connection, "BEGIN;\n" + file.Text);
        }

        // Longer than what the rules call a long transaction.
        await Task.Delay(_sessions.Count > 0 ? 2100 : 0);
        await using var asking = _database.Open();
        return await FindingsAsync(_sample, PostgresLive.TryCreate(asking, limits)!);
    }

    /// <summary>Runs the migrations themselves, behind what the check has made; the SQLSTATE of the error, or null when they pass.</summary>
    public async Task<string?> MigrateAsync()
    {
        try
        {
            foreach (var file in _sample.Files.Where(file => !file.Released && !file.Session))
            {
                await using var connection = _database.Open();
                await RunAsync(connection, file.Text);
            }

            return null;
        }
        catch (PostgresException exception)
        {
            return exception.SqlState;
        }
    }

    /// <summary>What the check of a sample says, given a live database that has its released part.</summary>
    public static async Task<IReadOnlyList<Finding>> FindingsAsync(RuleSample sample, PostgresLive live)
    {
        var schema = await live.ReadSchemaAsync(CancellationToken.None);
        Assert.That(schema.Steps.Select(step => step.Operation), Has.None.InstanceOf<Operations.UnreadSql>());
        var (history, options) = SampleCheck.Prepare(sample);
        Migration[] all = [schema, .. history.Where(migration => options.IsReleased?.Invoke(migration) != true)];
        options = options with { Candidates = [live.Server], CompleteHistory = true, IsReleased = migration => ReferenceEquals(migration, schema) || migration.Path == schema.Path };
        var observed = await live.AnswerAsync(MigrationChecker.Questions(all, options), CancellationToken.None);
        return [.. MigrationChecker.Check(all, options with { Observed = observed }).SelectMany(migration => migration.Findings)];
    }

    /// <summary>A finding as the page of its rule shows it, without what differs from run to run.</summary>
    public string Shown(Finding finding)
    {
        var text = $"{finding.Span}: {finding.Severity.ToString().ToLowerInvariant()} {finding.Rule.Id}: {finding.Effect}\n    {finding.Instead}\n";
        text += finding.Suggestion is null ? "" : "    " + finding.Suggestion.Replace("\n", "\n    ", StringComparison.Ordinal) + "\n";
        text = text.Replace(_name, "shop", StringComparison.Ordinal);
        return Process().Replace(Seconds().Replace(Amount().Replace(text, "keeps 24 MB"), "for 12 s"), "process 4711");
    }

    public void Dispose()
    {
        _sessions.ForEach(session => session.Dispose());
        using (var connection = _database.Open())
        {
            // What would outlive the database, or keep it from being dropped.
            foreach (var statement in Column(connection, "SELECT 'ROLLBACK PREPARED ' || quote_literal(gid) FROM pg_prepared_xacts WHERE database = current_database()")
                .Concat(Column(connection, "SELECT 'SELECT pg_drop_replication_slot(' || quote_literal(slot_name) || ')' FROM pg_replication_slots WHERE database = current_database()")))
            {
                using var command = new NpgsqlCommand(statement, connection);
                command.ExecuteNonQuery();
            }
        }

        _database.Dispose();
    }

    private async Task RunAsync(NpgsqlConnection connection, string text)
    {
        foreach (var statement in Statement().Split(text.Replace("{database}", _name, StringComparison.Ordinal)).Where(part => part.Trim().Length > 0))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
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

    [GeneratedRegex(";\n")]
    private static partial Regex Statement();

    [GeneratedRegex(@"process \d+")]
    private static partial Regex Process();

    [GeneratedRegex(@"for \d+ s\b")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"keeps [\d,]+ (bytes|kB|MB)")]
    private static partial Regex Amount();
}
