using MigrationGuard.Cli.Tests.Judging;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.TestKit;

namespace MigrationGuard.Cli.Tests.Releases;

/// <summary>A shop of which 4.2.0 is live on blue and 4.3.0 runs on green, with a router that is a file.</summary>
internal sealed class ReleaseFixture : IDisposable
{
    public const string Expand = "ALTER TABLE users ADD COLUMN handle text;";

    public const string Contract = "ALTER TABLE users DROP COLUMN nickname;";

    private const string Before = "ALTER TABLE users ADD COLUMN nickname text;";

    private readonly JudgeFixture _shop;

    public ReleaseFixture(int major)
        : this(PostgresServer.Get(major))
    {
    }

    public ReleaseFixture(PostgresServer server)
    {
        _shop = JudgeFixture.After(server, "a guarded shop with two versions", Prepare);
        Web = new WebShop(_shop.Database, Path("router.json"));
        Web.Deploy("blue", "4.2.0");
        Web.Deploy("green", "4.3.0");
        Folder.Write("router.json", """{"slot":"blue","generation":1}""");
        Folder.Write("apply.sh", """
            exec 9>router.lock; flock 9
            grep -q "\"generation\":$MIGRATIONGUARD_EXPECTED_GENERATION}" router.json || exit 76
            echo "{\"slot\":\"$MIGRATIONGUARD_SLOT\",\"generation\":$MIGRATIONGUARD_GENERATION}" > router.new && mv router.new router.json
            """);
        Folder.Write("expand/01_handle.sql", Expand);
        Folder.Write("contract/01_nickname.sql", Contract);
        Folder.Write("suite.sh", """
            mkdir -p results
            echo "<testsuites><testsuite name='checkout' tests='1' failures='0'><testcase classname='checkout' name='$MIGRATIONGUARD_SLOT'/></testsuite></testsuites>" > results/$MIGRATIONGUARD_SLOT.xml
            """);
        Configure();
    }

    public WebShop Web { get; }

    public TemporaryFolder Folder => _shop.Folder;

    public string Connection => _shop.Database.ConnectionString;

    /// <summary>Writes the configuration with texts replaced by others.</summary>
    public void Configure(params (string Old, string New)[] changes)
    {
        var usual = $$"""
            {
              "service": "webshop",
              "gate": {
                "mode": "enforce",
                "policy": {
                  "evidenceLifetime": "15m", "switchBudget": "20s", "pollInterval": "50ms", "probeSamples": 3, "drainDeadline": "1s", "bakeWindow": "150ms", "bakeWindows": 2,
                  "rollbackWindow": "1h", "stepPause": "50ms", "freezes": []
                },
                "slots": {
                  "blue": { "url": "http://127.0.0.1:{{Web.Ports["blue"]}}", "applicationName": "webshop-{version}" },
                  "green": { "url": "http://127.0.0.1:{{Web.Ports["green"]}}", "applicationName": "webshop-{version}" }
                },
                "router": { "kind": "exec", "observe": "cat router.json", "apply": "sh apply.sh", "frontDoor": "http://127.0.0.1:{{Web.Front}}/version" },
                "expand": { "migrations": "expand" },
                "contract": { "migrations": "contract" },
                "suites": [{ "name": "checkout", "command": "sh suite.sh", "results": "results/*.xml", "timeout": "20s" }],
                "probes": [{ "name": "orders", "path": "/orders/1" }],
                "bake": { "interval": "30ms", "minimumRequests": 2 }
              }
            }
            """;
        foreach (var (old, @new) in changes)
        {
            Assert.That(usual, Does.Contain(old));
            usual = usual.Replace(old, @new, StringComparison.Ordinal);
        }

        Folder.Write("migrationguard.json", usual);
    }

    /// <summary>Publishes a version of which the tests passed on the shop with a change.</summary>
    public void Publish(string label, string change, params (string Text, string Types)[] statements) => Publish(_shop, label, change, statements);

    /// <summary>Runs a command.</summary>
    public Outcome Tool(params string[] arguments) => _shop.Tool(arguments);

    /// <summary>Runs a command against another database.</summary>
    public Outcome On(string connection, params string[] arguments) => _shop.On(connection, arguments);

    /// <summary>Runs a command that must end with a code.</summary>
    public string Expect(ExitCode code, params string[] arguments)
    {
        var outcome = Tool(arguments);
        Assert.That(outcome.Code, Is.EqualTo(code), $"{string.Join(' ', arguments)}\n{outcome.Error}{outcome.Output}");
        return outcome.Output;
    }

    /// <summary>Runs a command by a clock that is ahead.</summary>
    public Outcome Later(TimeSpan ahead, params string[] arguments) =>
        InProcess.Run(Folder, new() { ["MIGRATIONGUARD_CONNECTION"] = Connection }, ("", new LaterTime(ahead)), arguments);

    /// <summary>Runs SQL.</summary>
    public void Execute(string sql) => _shop.Database.Execute(sql);

    /// <summary>The value of a query.</summary>
    public object? Value(string sql) => _shop.Value(sql);

    /// <inheritdoc />
    public void Dispose()
    {
        Web.Dispose();
        _shop.Dispose();
    }

    private static void Prepare(JudgeFixture shop)
    {
        shop.Database.Execute(Before);
        shop.Must("guard", "install", "--mode", "enforce");
        Publish(shop, "4.2.0", "", ("SELECT id, username, nickname FROM users WHERE id = $1", "integer"));
        Publish(shop, "4.3.0", Expand, ("SELECT id, username, handle FROM users WHERE id = $1", "integer"));
        shop.Must("versions", "add", "4.2.0");
    }

    private static void Publish(JudgeFixture shop, string label, string change, params (string Text, string Types)[] statements)
    {
        using var tested = shop.Another(Before + change);
        shop.Folder.Write("tested", tested.ConnectionString);
        shop.Folder.Write("manifest.json", JudgeFixture.Manifest(label, statements));
        shop.Must("statements", "publish", "manifest.json", "--tested-on", "file:tested");
    }

    private string Path(string name) => System.IO.Path.Combine(Folder.Path, name);
}
