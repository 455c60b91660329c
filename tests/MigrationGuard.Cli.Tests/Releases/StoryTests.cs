namespace MigrationGuard.Cli.Tests.Releases;

[TestFixture(15)]
[TestFixture(18)]
public sealed class StoryTests(int major)
{
    [Test]
    public void A_release_from_its_start_to_the_removal_of_what_the_old_version_needed()
    {
        using var shop = new ReleaseFixture(major);
        Assert.That(shop.Expect(ExitCode.Yes, "release", "status"), Does.Contain("No release of webshop was started"));
        Assert.That(shop.Expect(ExitCode.Yes, "release", "start", "--version", "4.3.0", "--as", "ann"), Does.Contain("webshop-4.3.0 is prepared: yes").And.Contain("release run --resume --release webshop-4.3.0"));
        Assert.That(shop.Expect(ExitCode.Yes, "release", "expand"), Does.Contain("webshop-4.3.0 is verifying"));
        Assert.That(shop.Expect(ExitCode.Yes, "release", "verify"), Does.Contain("webshop-4.3.0 is ready").And.Contain("migrationguard release switch"));
        shop.Expect(ExitCode.Yes, "can-i", "switch");
        Assert.That(shop.Web.Slot, Is.EqualTo("blue"));

        Assert.That(shop.Expect(ExitCode.Yes, "release", "switch"), Does.Contain("webshop-4.3.0 is window-open").And.Match(@"switch_seconds \d"));
        Assert.That(shop.Web.Slot, Is.EqualTo("green"));
        Assert.That(shop.Expect(ExitCode.Yes, "release", "status"), Does.Contain("proof").And.Contain("suite:checkout").And.Contain("http:orders").And.Contain("way back to 4.2.0 promised until"));

        shop.Expect(ExitCode.Yes, "can-i", "rollback");
        Assert.That(shop.Expect(ExitCode.Yes, "release", "rollback", "--reason", "slow"), Does.Match(@"rollback_seconds \d\.\d"));
        Assert.That(shop.Web.Slot, Is.EqualTo("blue"));

        shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0");
        Assert.That((shop.Web.Slot, shop.Expect(ExitCode.Yes, "release", "history")), Is.EqualTo(("green", shop.Expect(ExitCode.Yes, "release", "history", "--release", "webshop-4.3.0-2"))));

        var known = MigrationGuard.Configuration.StateFileReader.Read("-", shop.Expect(ExitCode.Yes, "release", "status", "--export", "-"));
        Assert.That((known.Window!.Version, known.Window.Until > DateTimeOffset.UnixEpoch, known.ContractPending.Single().ToString()), Is.EqualTo(("4.2.0", true, "PendingContract { Object = users.nickname, Since = , Release = webshop-4.3.0-2 }")));

        Assert.That(shop.Expect(ExitCode.No, "contract", "run"), Does.Contain("4.2.0").And.Contain("nickname").And.Contain("Orders/UserStore.cs:40"));
        shop.Expect(ExitCode.Policy, "release", "close");
        shop.Expect(ExitCode.Policy, "versions", "retire", "4.2.0", "--reason", "no longer used");
        shop.Expect(ExitCode.Yes, "release", "close", "--reason", "nobody needs 4.2.0", "--as", "ann");
        Assert.That(shop.Expect(ExitCode.No, "contract", "run"), Does.Contain("nickname"));

        shop.Expect(ExitCode.Yes, "versions", "retire", "4.2.0", "--reason", "no longer used");
        Assert.That(shop.Expect(ExitCode.No, "contract", "run"), Does.Contain("4.2.0"), "it still runs");
        shop.Web.Deploy("blue", "4.3.0");
        Npgsql.NpgsqlConnection.ClearAllPools();
        shop.Execute("INSERT INTO migration_guard.presence (service, label, digest, instance, role, application_name) VALUES ('webshop', '4.2.0', '', 'worker-1', 'webshop_app', 'pool')");
        Assert.That(shop.Expect(ExitCode.No, "contract", "run"), Does.Contain("4.2.0: it says that it runs: worker-1 (webshop_app, application_name pool, "), "behind a pool");
        shop.Execute("UPDATE migration_guard.presence SET seen_at = seen_at - interval '3 minutes'");
        Assert.That(shop.Expect(ExitCode.Yes, "contract", "run"), Does.Contain("is done"));
        Assert.That(shop.Value("SELECT count(*) FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'nickname'"), Is.Zero);
        Assert.That(shop.Expect(ExitCode.Yes, "contract", "run"), Does.Contain("removed already"));

        shop.Publish("4.4.0", ReleaseFixture.Expand, ("SELECT id, handle FROM users WHERE id = $1", "integer"));
        Assert.That(shop.Expect(ExitCode.Policy, "release", "start", "--version", "4.4.0", "--base", "none"), Does.Contain("webshop-4.3.0-2 is live"));
    }
}
