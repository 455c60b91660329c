using MigrationGuard.Gate.Programs;

namespace MigrationGuard.Gate.Tests.Programs;

public sealed class SecretMaskTests
{
    [TestCase("PGPASSWORD", "hunter2", "psql: hunter2", "psql: *******")]
    [TestCase("STRIPE_KEY", "sk_live_1", "key sk_live_1.", "key *********.")]
    [TestCase("DATABASE_URL", "postgres://shop:hunter2@db/shop", "user shop, password hunter2", "user shop, password *******")]
    [TestCase("DB", "Host=db;Password='a b c';Username=shop", "it was a b c for shop", "it was ***** for shop")]
    [TestCase("API_TOKEN", "a b/c+d", "GET /?t=a%20b%2Fc%2Bd", "GET /?t=*************")]
    [TestCase("SIGNING_PRIVATE", "-----BEGIN\nMIIEpAIB\n-----END", "line MIIEpAIB here", "line ******** here")]
    [TestCase("PWD", "/home/shop", "in /home/shop", "in /home/shop")]
    [TestCase("USE_TOKEN", "true", "it is true", "it is true")]
    [TestCase("HOME", "/home/shop", "in /home/shop", "in /home/shop")]
    [TestCase("HOME", "/home/shop", "Host=db;PWD=hunter2;x", "Host=db;PWD=*******;x")]
    [TestCase("HOME", "/home/shop", "http://ada:hunter2@host/", "http://ada:*******@host/")]
    public void Values_of_which_the_name_or_the_form_says_that_they_are_secret_are_hidden(string name, string value, string text, string hidden) =>
        Assert.That(SecretMask.Of([new(name, value)], []).Hide(text), Is.EqualTo(hidden));

    [Test]
    public void A_secret_within_a_longer_one_leaves_nothing_of_it() =>
        Assert.That(SecretMask.Of([new("A_TOKEN", "abcd"), new("B_TOKEN", "abcdefgh")], []).Hide("abcdefgh abcd"), Is.EqualTo("******** ****"));

    [Test]
    public void Nobody_is_told_how_long_a_secret_is() => Assert.That(SecretMask.Shorten("a ******* and ****"), Is.EqualTo("a *** and ***"));
}
