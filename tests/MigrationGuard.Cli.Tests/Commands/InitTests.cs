using MigrationGuard.Cli.Tests.Support;

namespace MigrationGuard.Cli.Tests.Commands;

public sealed class InitTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    [Category("Generated")]
    public void What_is_there_counts_as_released_and_what_comes_is_judged()
    {
        _folder.Write("db/V1__users.sql", "CREATE TABLE users (id bigserial PRIMARY KEY, username text);");
        _folder.Write("db/V2__index.sql", "CREATE INDEX users_username_idx ON users (username);");
        var init = InProcess.Run(_folder, "init");
        Assert.That((init.Code, init.Error), Is.EqualTo((ExitCode.Yes, "")));
        Golden.Matches("init.txt", init.Output);
        Golden.Matches("init.json", File.ReadAllText(Path.Combine(_folder.Path, "migrationguard.json")));

        _folder.Write("db/V3__index.sql", "SET lock_timeout = '2s';\nCREATE INDEX users_username_idx2 ON users (username);");
        var check = InProcess.Run(_folder, "check");
        Assert.That(check.Code, Is.EqualTo(ExitCode.No));
        Assert.That(check.Output, Does.Contain("db/V3__index.sql(2,1): error MG0101").And.Not.Contain("V2__index.sql"));
    }

    [Test]
    public void A_configuration_is_never_overwritten_without_force()
    {
        _folder.Write("db/V1__users.sql", "CREATE TABLE users (id bigserial);");
        _folder.Write("migrationguard.json", "{ \"unknown\": \"warn\" }");
        Assert.That(InProcess.Run(_folder, "init").Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(File.ReadAllText(Path.Combine(_folder.Path, "migrationguard.json")), Is.EqualTo("{ \"unknown\": \"warn\" }"));
        Assert.That(InProcess.Run(_folder, "init", "--force").Code, Is.EqualTo(ExitCode.Yes));
        Assert.That(File.ReadAllText(Path.Combine(_folder.Path, "migrationguard.json")), Does.Contain("\"baseline\": \"1_users\""));
    }

    [Test]
    [Category("Generated")]
    public void Several_histories_have_a_baseline_each_and_other_scripts_are_left_out()
    {
        _folder.Write("app/1_a.sql", "CREATE TABLE a (id bigserial);");
        _folder.Write("audit/20240101_x.sql", "CREATE TABLE x (id bigserial);");
        _folder.Write("tools/cleanup.sql", "DELETE FROM a;");
        Assert.That(InProcess.Run(_folder, "init").Code, Is.EqualTo(ExitCode.Yes));
        Golden.Matches("init-several.json", File.ReadAllText(Path.Combine(_folder.Path, "migrationguard.json")));
    }

    [Test]
    public void Nothing_to_find_is_said() => Assert.That(InProcess.Run(_folder, "init").Error, Does.Contain("no migrations: there is no .sql file in ."));

    [TestCase("init", "nowhere/")]
    [TestCase("init", "--gate", "nowhere/")]
    public void A_folder_that_is_not_there_is_said_and_nothing_is_written(params string[] arguments)
    {
        var init = InProcess.Run(_folder, arguments);
        Assert.That((init.Code, init.Error), Is.EqualTo((ExitCode.Usage, "migrationguard: nowhere/: does not exist; check the spelling: migrationguard init db/migrations\n")));
        Assert.That(File.Exists(Path.Combine(_folder.Path, "migrationguard.json")), Is.False);
    }
}
