using MigrationGuard.Recordings;

namespace MigrationGuard.PostgreSql.Tests.Recordings;

public sealed class RecordingTargetTests
{
    [TestCase("Host=db;Password=secret")]
    [TestCase("Host = db; Password = secret")]
    [TestCase("Data Source=db;Password=secret")]
    [TestCase("Username=app;Password=secret")]
    [TestCase("dbname=shop password=secret")]
    [TestCase("postgresql://app:secret@db/shop")]
    [TestCase("jdbc:postgresql://db/shop?password=secret")]
    public void What_may_hold_a_password_is_not_the_name_of_a_file(string place) => Assert.That(new RecordingTarget(place).IsDatabase, Is.True);

    [TestCase("webshop.recording")]
    [TestCase("/var/lib/host/recordings/my-server.json")]
    [TestCase(@"C:\recordings\webshop")]
    [TestCase("/tmp/label=4.2.0/webshop")]
    public void A_path_is_a_file(string place) => Assert.That(new RecordingTarget(place).IsDatabase, Is.False);
}
