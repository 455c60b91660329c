namespace MigrationGuard.Cli.Tests.Releases;

[TestFixture(15)]
[TestFixture(18)]
public sealed class PlannedReleaseTests(int major)
{
    [Test]
    public void A_release_expands_and_fills_with_a_plan_of_which_some_was_executed_before()
    {
        using var shop = new ReleaseFixture(major);
        shop.Folder.Write("db/01_handle.sql", ReleaseFixture.Expand + "\nUPDATE users SET handle = lower(username) WHERE handle IS NULL;\n");
        shop.Expect(ExitCode.Yes, "plan", "db", "--write", "planned");
        shop.Configure(("\"expand\": { \"migrations\": \"expand\" }", "\"expand\": { \"plan\": \"planned\" }"));
        shop.Expect(ExitCode.Yes, "execute", "planned", "--phase", "expand");

        Assert.That(shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0", "--until", "expanded"), Does.Contain("webshop-4.3.0 is verifying"));
        Assert.That(shop.Value("SELECT count(*) FROM users WHERE handle IS DISTINCT FROM lower(username)"), Is.Zero);
        Assert.That(shop.Value("SELECT string_agg(DISTINCT release, ', ') FROM migration_guard.step") as string, Does.Match("^plan-[0-9a-f]{12}$"));
        Assert.That(shop.Expect(ExitCode.Yes, "release", "run", "--resume"), Does.Contain("webshop-4.3.0 is window-open"));
    }

    [Test]
    public void A_plan_for_another_schema_is_not_begun()
    {
        using var shop = new ReleaseFixture(major);
        shop.Folder.Write("db/01_handle.sql", ReleaseFixture.Expand);
        shop.Expect(ExitCode.Yes, "plan", "db", "--write", "planned");
        shop.Configure(("\"expand\": { \"migrations\": \"expand\" }", "\"expand\": { \"plan\": \"planned\" }"));
        shop.Execute("ALTER TABLE users ADD COLUMN other int");
        Assert.That(shop.Expect(ExitCode.No, "release", "run", "--version", "4.3.0", "--until", "expanded"), Does.Contain("it was checked on sha256:"));
        Assert.That(shop.Value("SELECT count(*) FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'handle'"), Is.Zero);
    }

    [TestCase("\"expand\": { \"plan\": \"nowhere\" }", "gate.expand.plan: there is no plan.json")]
    [TestCase("\"expand\": { \"plan\": \"planned\", \"migrations\": \"expand\" }", "the migrations are in the plan")]
    public void What_is_no_plan_is_said(string expand, string why)
    {
        using var shop = new ReleaseFixture(major);
        shop.Configure(("\"expand\": { \"migrations\": \"expand\" }", expand));
        var outcome = shop.Tool("release", "run", "--version", "4.3.0");
        Assert.That((outcome.Code, outcome.Error.Contains(why, StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), outcome.Error);
    }
}
