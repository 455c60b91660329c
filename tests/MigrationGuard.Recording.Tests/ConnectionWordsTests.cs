using MigrationGuard.Recordings.Hooking;
using Npgsql;

namespace MigrationGuard.Recording.Tests;

internal sealed class ConnectionWordsTests
{
    [TestCase("Host=db;Port=6000;Username=app;Password=p w;Database=shop", "db", 6000, "p w", "shop")]
    [TestCase("postgresql://app:p%20w@db:6000/shop?sslmode=verify-full", "db", 6000, "p w", "shop")]
    [TestCase("postgres://app@db/shop", "db", 5432, null, "shop")]
    public void Strings_and_addresses_say_the_same(string place, string host, int port, string? password, string database)
    {
        var read = new NpgsqlConnectionStringBuilder(ConnectionWords.Read(place).ConnectionString);
        Assert.That((read.Host, read.Port, read.Username, read.Password, read.Database), Is.EqualTo((host, port, "app", password, database)));
        Assert.That(read.SslMode, Is.EqualTo(place.Contains("verify-full", StringComparison.Ordinal) ? SslMode.VerifyFull : new NpgsqlConnectionStringBuilder().SslMode));
    }
}
