using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Tests.Support;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Configuration;

public sealed class ConnectionSettingTests
{
    private TemporaryFolder _folder = null!;
    private Dictionary<string, string> _variables = null!;

    [SetUp]
    public void Create() => (_folder, _variables) = (new TemporaryFolder(), []);

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("Host=db.example;Port=5433;Database=shop;Username=app", "db.example:5433, database shop, user app")]
    [TestCase("host=db.example port=5433 dbname=shop user=app", "db.example:5433, database shop, user app")]
    [TestCase("host=db.example dbname='my shop' user='o\\'brien'", "db.example:5432, database my shop, user o'brien")]
    [TestCase("postgres://app@db.example:5433/shop", "db.example:5433, database shop, user app")]
    [TestCase("postgresql://app@db.example/shop?sslmode=verify-full&application_name=x", "db.example:5432, database shop, user app")]
    [TestCase("postgres://o%27brien@db.example/my%20shop", "db.example:5432, database my shop, user o'brien")]
    [TestCase("postgres://app@[::1]:5433/shop", "::1, database shop, user app")]
    public void Every_usual_form_of_a_connection_is_understood(string text, string target)
        => Assert.That(PostgresConnection.Of(Find(text)!).Target, Is.EqualTo(target));

    [Test]
    public void A_password_with_odd_characters_survives_an_address()
    {
        _variables["SHOP"] = "postgres://app:p%40ss%3Bw%2Frd@db/shop";
        Assert.That(new NpgsqlConnectionStringBuilder(PostgresConnection.Of(Find("env:SHOP")!).ConnectionString).Password, Is.EqualTo("p@ss;w/rd"));
    }

    [Test]
    public void A_file_is_found_from_the_working_directory_and_may_end_with_a_line_break()
    {
        _folder.Write("secrets/shop", "Host=db;Database=shop;Username=app;Password=topsecret\n");
        Assert.That(PostgresConnection.Of(Find("file:secrets/shop")!).Target, Is.EqualTo("db:5432, database shop, user app"));
    }

    [Test]
    public void The_variable_is_the_default_and_the_option_comes_first()
    {
        _variables[ConnectionSetting.Variable] = "Host=variable";
        Assert.That(Find(null)!.Text, Is.EqualTo("Host=variable"));
        Assert.That(Find("Host=option")!.Text, Is.EqualTo("Host=option"));
    }

    [Test]
    public void Without_option_and_variable_there_is_no_connection()
    {
        Assert.That(Find(null), Is.Null);
        Assert.That(() => ConnectionSetting.Require(null, Surroundings()), Throws.TypeOf<UsageException>().With.Message.Contains("MIGRATIONGUARD_CONNECTION"));
    }

    [TestCase("Host=db;Password=topsecret")]
    [TestCase("Host=db;Nonsense=1;Password=topsecret")]
    [TestCase("postgres://app:topsecret@db/shop")]
    [TestCase("host=db password=topsecret")]
    public void A_password_on_the_command_line_is_refused_and_not_repeated(string text)
        => Assert.That(() => Find(text), Throws.TypeOf<UsageException>().With.Message.Contains("env:NAME").And.Message.Not.Contains("topsecret"));

    [TestCase("Host=db;Password=top;secret")]
    [TestCase("Host=db;Port=topsecret")]
    [TestCase("topsecret")]
    [TestCase("postgres://app:topsecret@db:port/shop")]
    [TestCase("postgres://app@db/shop?topsecret")]
    [TestCase("postgres://app@db/shop?topsecret=1")]
    [TestCase("host=db topsecret")]
    [TestCase("host=db password='topsecret")]
    public void What_is_no_connection_string_is_not_repeated_in_the_error(string text)
    {
        _variables["SHOP"] = text;
        Assert.That(() => PostgresConnection.Of(Find("env:SHOP")!), Throws.TypeOf<UsageException>().With.Message.StartsWith("SHOP:").And.Message.Not.Contains("secret"));
    }

    [Test]
    public void A_variable_or_file_that_is_not_there_is_named()
    {
        Assert.That(() => Find("env:NOWHERE"), Throws.TypeOf<UsageException>().With.Message.Contains("NOWHERE"));
        Assert.That(() => Find("file:nowhere.txt"), Throws.TypeOf<UsageException>().With.Message.Contains("nowhere.txt"));
    }

    [Test]
    public void A_server_that_does_not_answer_is_named_with_the_reason_but_without_the_password()
    {
        _variables["SHOP"] = "Host=127.0.0.1;Port=1;Database=shop;Username=app;Password=topsecret";
        var message = Assert.Throws<DependencyException>(() => PostgresConnection.Of(Find("env:SHOP")!).Open())!.Message;
        Assert.That(message, Does.StartWith("cannot connect to 127.0.0.1:1, database shop, user app: ").And.Not.Contain("topsecret"));
        Assert.That(message, Does.Contain("refused").IgnoreCase);
    }

    private ConnectionSetting? Find(string? option) => ConnectionSetting.Find(option, Surroundings());

    private Surroundings Surroundings() => new()
    {
        Input = Stream.Null,
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        Directory = _folder.Path,
        Variable = _variables.GetValueOrDefault,
        Time = TimeProvider.System,
    };
}
