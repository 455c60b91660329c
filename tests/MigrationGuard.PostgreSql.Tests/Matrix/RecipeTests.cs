using MigrationGuard.Postgres.Judging;
using MigrationGuard.Postgres.Tests.Judging;
using MigrationGuard.Proofs;
using MigrationGuard.TestKit;
using Npgsql;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>Changes that lock linters call safe: what the old version gets, what <c>prove</c> says and what the guard does, whoever sends them.</summary>
[TestFixture(15)]
[TestFixture(18)]
public sealed class RecipeTests(int major)
{
    private const string Damage = "SELECT (SELECT count(*) FROM pg_index WHERE NOT (indisvalid AND indisready AND indislive)) + (SELECT count(*) FROM pg_inherits WHERE inhdetachpending)";

    private PostgresDatabase _published = null!;
    private GuardedShop _guarded = null!;

    [OneTimeSetUp]
    public async Task Publish()
    {
        _published = PostgresServer.Get(major).CreateDatabase();
        ShopServer.Prepare(_published, await File.ReadAllTextAsync(RepositoryFiles.Path("tests", "MigrationGuard.PostgreSql.Tests", "Matrix", "recipes.sql")));
        var statements = Recipe.All.SelectMany(recipe => recipe.Statements).Select(statement => Sql(statement.Sql)).Distinct();
        var manifest = TestManifests.Create(ShopServer.Role, "recipe", [.. statements.Select(sql => (sql, ""))]);
        _guarded = await GuardedShop.CreateAsync(major, _published, manifest);
        await ShopServer.InstallJudgeAsync(_published);
        ShopServer.Publish(_published, manifest);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _guarded?.Dispose();
        _published?.Dispose();
    }

    [TestCaseSource(nameof(Tried))]
    public void The_old_version_gets_what_the_table_says(string recipe, string client, string transaction)
    {
        var tried = Find(recipe);
        using var copy = PostgresServer.Get(major).Copy(_published);
        using var application = Connect(copy, client, ShopServer.Role);
        using var migrator = Connect(copy, client, "postgres");
        application.Run("SET search_path = recipe");
        Prepare(application, tried);
        Assert.That(Apply(migrator, tried, transaction), Is.EqualTo("ok"));
        Assert.Multiple(() =>
        {
            foreach (var (sql, becomes) in tried.Statements)
            {
                Assert.That(Run(application, tried, sql), Is.EqualTo(Expected(becomes)), sql);
            }
        });
        Prove(copy, tried);
    }

    [TestCaseSource(nameof(Tried))]
    public void The_guard_refuses_it_and_nothing_is_left_behind(string recipe, string client, string transaction)
    {
        var tried = Find(recipe);
        using var migrator = Connect(_guarded.Database, client, "postgres");
        using var application = Connect(_guarded.Database, client, ShopServer.Role);
        application.Run("SET search_path = recipe");
        Prepare(application, tried);
        var before = Fingerprint(_guarded.Database);
        var answer = Apply(migrator, tried with { Change = transaction == "outside" && !tried.IsConcurrent ? [string.Join(";", tried.Change)] : tried.Change }, transaction);
        Assert.Multiple(() =>
        {
            Assert.That(answer, Is.EqualTo("MG001").Or.EqualTo("MG002"));
            Assert.That(Fingerprint(_guarded.Database), Is.EqualTo(before));
            foreach (var (sql, _) in tried.Statements)
            {
                Assert.That(Run(application, tried, sql), Is.EqualTo("ok").Or.EqualTo("nothing"), sql);
            }
        });
    }

    // CONCURRENTLY runs outside transactions only.
    private static IEnumerable<TestCaseData> Tried() => Recipe.All.SelectMany(recipe => new TestCaseData[]
    {
        new(recipe.Name, "psql", "outside"),
        new(recipe.Name, "Npgsql", recipe.IsConcurrent ? "outside" : "inside"),
    });

    private static Recipe Find(string name) => Recipe.All.Single(recipe => recipe.Name == name);

    private static string Sql(string statement) => statement.Replace("prepared ", "", StringComparison.Ordinal);

    private static IOldClient Connect(PostgresDatabase database, string client, string user)
        => client == "psql" ? new PsqlClient(database.ConnectionString, user)
            : new NpgsqlClient(user == ShopServer.Role ? ShopServer.OpenApplication(database) : ShopServer.OpenAdministrator(database));

    private static void Prepare(IOldClient application, Recipe recipe)
    {
        foreach (var (sql, _) in recipe.Statements.Where(statement => Sql(statement.Sql) != statement.Sql))
        {
            application.Prepare("old", Sql(sql));
        }
    }

    // Each statement is undone, so that the next one finds the same rows.
    private static string Run(IOldClient application, Recipe recipe, string sql)
    {
        application.Run("BEGIN");
        var answer = Sql(sql) != sql ? application.RunPrepared("old") : application.Run(sql);
        application.Run("ROLLBACK");
        return answer;
    }

    private static string Apply(IOldClient migrator, Recipe recipe, string transaction)
    {
        migrator.Run("SET search_path = recipe");
        string[] steps = transaction == "inside" ? ["BEGIN", .. recipe.Change, "COMMIT"] : recipe.Change;
        foreach (var step in steps)
        {
            if (migrator.Run(step) is var answer && answer is not ("ok" or "nothing"))
            {
                migrator.Run("ROLLBACK");
                return answer;
            }
        }

        return "ok";
    }

    private string Expected(string becomes) => !becomes.EndsWith("before 17", StringComparison.Ordinal) ? becomes : major < 17 ? becomes[..5] : "ok";

    private void Prove(PostgresDatabase database, Recipe recipe)
    {
        using var connection = ShopServer.OpenAdministrator(database);
        var proofs = ShopServer.Prove(connection).ToLookup(proof => proof.Statement.Text);
        Assert.Multiple(() =>
        {
            foreach (var (sql, becomes) in recipe.Statements)
            {
                var proof = proofs[Sql(sql)].Single();
                TestContext.Out.WriteLine($"{proof.Verdict}: {sql}: {proof.SqlState} {proof.Message} {proof.Cause}");
                Assert.That(proof.Verdict, Expected(becomes) == "ok" ? Is.Not.EqualTo(ProofVerdict.Fail) : Is.EqualTo(ProofVerdict.Fail).Or.EqualTo(ProofVerdict.Unknown), sql);
                Assert.That(proof.Verdict == ProofVerdict.Pass || proof.Cause is { Length: > 0 }, sql);
            }
        });
    }

    private static (string Schema, long Damage) Fingerprint(PostgresDatabase database)
    {
        using var connection = ShopServer.OpenAdministrator(database);
        using var schema = new NpgsqlCommand("SELECT migration_guard.schema_hash()", connection);
        using var damage = new NpgsqlCommand(Damage, connection);
        return ((string)schema.ExecuteScalar()!, (long)damage.ExecuteScalar()!);
    }
}
