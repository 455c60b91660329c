namespace MigrationGuard.Cli.Tests.Releases;

public sealed class TombstoneStoryTests
{
    [Test]
    public void A_removal_is_hidden_comes_back_when_somebody_asks_and_goes_when_nobody_does()
    {
        using var shop = new ReleaseFixture(18);
        shop.Configure(("\"stepPause\": \"50ms\"", "\"stepPause\": \"50ms\", \"tombstoneSoak\": \"1h\""), ("\"migrations\": \"contract\"", "\"migrations\": \"contract\", \"hits\": \"reported\""));
        shop.Expect(ExitCode.Yes, "release", "run", "--version", "4.3.0");
        Assert.That(shop.Expect(ExitCode.Yes, "contract", "tombstone", "--dry-run"), Does.Contain("column public.users.nickname: by its rights"));
        Assert.That(shop.Expect(ExitCode.No, "contract", "tombstone"), Does.Contain("4.2.0"), "a live version needs it");
        shop.Expect(ExitCode.Yes, "release", "close", "--reason", "nobody needs 4.2.0");
        shop.Web.Deploy("blue", "4.3.0");
        Npgsql.NpgsqlConnection.ClearAllPools();
        shop.Expect(ExitCode.Yes, "versions", "retire", "4.2.0", "--reason", "no longer used");

        Assert.That(shop.Expect(ExitCode.Yes, "contract", "run"), Does.Contain("is tombstoned").And.Contain("nobody reported that somebody asked for it; the server's log is not read; hidden until"));
        Assert.That(shop.Expect(ExitCode.Yes, "contract", "watch", "--once"), Does.Contain("the server's log is not read"));
        Assert.That(shop.Expect(ExitCode.Usage, "contract", "hit", "--object", "orders.note") + shop.Tool("contract", "hit", "--object", "orders.note").Error, Does.Contain("hidden is public.users.nickname"));
        Assert.That(shop.Expect(ExitCode.Yes, "contract", "hit", "--object", "users.nickname", "--role", "reporter", "--sqlstate", "42501"), Does.Contain("is contract-pending").And.Contain("it is as it was"));
        Assert.That(shop.Expect(ExitCode.No, "contract", "run"), Does.Contain("reporter").And.Contain("asked for users.nickname"));
        shop.Expect(ExitCode.Usage, "contract", "tombstone", "--again");

        shop.Expect(ExitCode.Yes, "contract", "tombstone", "--again", "--reason", "the report is gone");
        Assert.That(shop.Expect(ExitCode.Yes, "contract", "restore"), Does.Contain("is contract-pending"));
        shop.Expect(ExitCode.Yes, "contract", "run");
        Assert.That(shop.Expect(ExitCode.Yes, "contract", "run"), Does.Contain("hidden until"));
        var later = shop.Later(TimeSpan.FromHours(2), "contract", "run");
        Assert.That(later.Code, Is.EqualTo(ExitCode.Yes), later.Error + later.Output);
        Assert.That(later.Output, Does.Contain("is done"));
        Assert.That(shop.Value("SELECT count(*) FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'nickname'"), Is.Zero);
    }
}
