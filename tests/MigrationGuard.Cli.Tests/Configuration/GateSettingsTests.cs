using System.Text;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Cli.Configuration.Gates.Routers;
using MigrationGuard.Cli.Tests.Support;
using MigrationGuard.Data;
using MigrationGuard.Gate.Environments;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Replays;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Gate.Watching;

namespace MigrationGuard.Cli.Tests.Configuration;

public sealed class GateSettingsTests
{
    private const string Slots = "\"slots\": { \"blue\": { \"url\": \"http://a:1\", \"applicationName\": \"blue\" }, \"green\": { \"url\": \"http://a:2\", \"applicationName\": \"green\" } }";

    private const string Router = "\"router\": { \"kind\": \"exec\", \"observe\": \"o\", \"apply\": \"a\", \"frontDoor\": \"http://a/\" }";

    private const string Everything = """
        {
          "gate": {
            "service": "webshop", "mode": "observe", "stateFolder": "var/gate", "workers": ["webshop-worker-{version}"],
            "dns": [{ "name": "shop.example", "ttl": "1h" }, { "name": "api.example", "ttl": "5m" }],
            "policy": {
              "requiredEvidence": ["proof", "suite:checkout"], "evidenceLifetime": "10m", "switchBudget": "1m", "pollInterval": "250ms", "probeSamples": 5, "frontDoorPatience": "3s", "drainDeadline": "20s",
              "bakeWindow": "5s", "bakeWindows": 3, "weights": [1, 25], "weightWindow": "4s", "weightWindows": 2, "onPartial": "forward", "partialBudget": "8s", "rollbackWindow": "1d12h", "tombstoneSoak": "3d", "stepAttempts": 4, "stepPause": "2s", "leaseDuration": "2m", "ledgerPatience": "3s",
              "freezes": [{ "from": "2026-12-20", "until": "2027-01-04T06:00:00+01:00", "reason": "holidays" }],
            },
            "slots": { "blue": { "url": "http://127.0.0.1:5101", "applicationName": "shop-blue" }, "green": { "url": "http://127.0.0.1:5102", "applicationName": "shop-{version}" } },
            "router": {
              "kind": "haproxy", "socket": "/run/h.sock", "map": "/etc/h.map", "key": "shop", "backends": { "blue": "be_blue", "green": "be_green" },
              "frontDoor": "http://127.0.0.1:8080/version", "releaseHeader": "X-Shop",
            },
            "expand": { "migrations": "m/expand", "lockTimeout": "3s" },
            "contract": { "migrations": "m/contract" },
            "suites": [{ "name": "checkout", "command": "dotnet test", "results": "r/*.trx", "timeout": "5m", "secrets": ["SHOP_TOKEN"] }],
            "probes": [{ "name": "orders", "path": "/orders/1", "status": 204, "contains": "a", "timeout": "1s", "headerVariables": { "Authorization": "SHOP_TOKEN" } }],
            "environment": { "captures": { "blue": { "file": "run/blue.json" }, "green": { "path": "/env" } }, "ignore": ["PORT"], "keyVariable": "SHOP_KEY", "maximumAge": "1d", "timeout": "1s" },
            "terraform": { "plan": "plan.json", "timeout": "1m", "maximumAge": "2h", "secrets": ["TF_VAR_a"] },
            "replays": [{
              "name": "browse", "requests": "r/*.gor", "sample": 50, "concurrency": 2, "timeout": "2s", "limit": "1m", "headers": ["ETag"], "headerVariables": { "Authorization": "SHOP_TOKEN" },
              "dropHeaders": ["Cookie"], "host": "shop.example", "ignoreFields": ["$.requestId"], "allow": [{ "method": "POST", "path": "/search", "reason": "it only reads" }], "skip": ["/logout"],
              "thresholds": { "relative": 0.3, "absolute": 0.01 }, "latency": { "factor": 1.5, "tolerance": "5ms" }, "allowTruncated": true,
            }],
            "unprovenStatements": "1d",
            "data": {
              "limits": [{ "column": "users.username", "maxLength": 50 }, { "column": "o.total", "minimum": 0, "maximum": 1e3, "notNull": true, "versions": ["4.2.0"] }, { "column": "o.extra", "keys": { "a": "number" }, "values": ["x"] },
                { "query": "SELECT 1", "means": "one" }], "suite": "checkout", "ignore": ["a.b"], "queryTimeout": "1s", "timeout": "4s", "rollbackTimeout": "3s" },
            "bake": { "probes": ["orders"], "databaseErrors": ["42703"], "failureShare": 0.05, "latency": "1s", "errors": { "path": "/metrics", "pattern": "(?<state>x) (?<count>y)" } },
          }
        }
        """;

    [Test]
    public void Everything_that_can_be_said_is_read()
    {
        var gate = Read(Everything);
        Assert.Multiple(() =>
        {
            Assert.That((gate.Service, gate.StateFolder, gate.Folder), Is.EqualTo(("webshop", "/p/var/gate", "/p")));
            Assert.That(gate.Slots, Is.EqualTo(new Dictionary<string, SlotDoor> { ["blue"] = new(new("http://127.0.0.1:5101"), "shop-blue"), ["green"] = new(new("http://127.0.0.1:5102"), "shop-{version}") }));
            Assert.That(gate.Router.FrontDoor, Is.EqualTo(new FrontDoorSettings(new("http://127.0.0.1:8080/version")) { ReleaseHeader = "X-Shop" }));
            Assert.That(((RouterSettings.HaProxy)gate.Router).Settings.Backends["green"], Is.EqualTo("be_green"));
            Assert.That(gate.Expand, Is.EqualTo(new SchemaChangeSettings.Scripts("/p/m/expand", TimeSpan.FromSeconds(3))));
            Assert.That(gate.Contract, Is.EqualTo(new SchemaChangeSettings.Scripts("/p/m/contract", TimeSpan.FromSeconds(2))));
            Assert.That((gate.Suites[0].Name, gate.Suites[0].Command, gate.Suites[0].Results, gate.Suites[0].Timeout), Is.EqualTo(("checkout", "dotnet test", "r/*.trx", TimeSpan.FromMinutes(5))));
            Assert.That((gate.Suites[0].Directory, gate.Suites[0].Secrets), Is.EqualTo(("/p", new[] { "MIGRATIONGUARD_CONNECTION", "SHOP_TOKEN" })));
            Assert.That((gate.Probes[0].Probe.Name, gate.Probes[0].Probe.Path, gate.Probes[0].Probe.Status), Is.EqualTo(("orders", "/orders/1", 204)));
            Assert.That(gate.Probes[0].Resolve(name => name + "!").Headers, Is.EqualTo(new Dictionary<string, string> { ["Authorization"] = "SHOP_TOKEN!" }));
            Assert.That((gate.Bake.Probes.Select(probe => probe.Name), gate.Bake.DatabaseErrors, gate.Bake.FailureShare), Is.EqualTo((new[] { "orders" }, new[] { "42703" }, 0.05)));
            Assert.That(gate.Data.Limits[0], Is.EqualTo(new ColumnLimit("users.username") { MaxLength = 50, Versions = gate.Data.Limits[0].Versions }));
            Assert.That((ColumnLimit)gate.Data.Limits[1], Has.Property("Minimum").EqualTo("0").And.Property("Maximum").EqualTo("1000").And.Property("NotNull").True.And.Property("Versions").EqualTo(new[] { "4.2.0" }));
            Assert.That(((ColumnLimit)gate.Data.Limits[2]).Keys, Is.EqualTo(new Dictionary<string, string> { ["a"] = "number" }));
            Assert.That(((QueryLimit)gate.Data.Limits[3]).Sql, Is.EqualTo("SELECT 1"));
            Assert.That(((QueryLimit)gate.Data.Limits[3]).Means, Is.EqualTo("one"));
            Assert.That((gate.Data.Ignored, gate.Data.Query, gate.Data.All, gate.Data.Returning), Is.EqualTo((new[] { "a.b" }, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(3))));
            Assert.That(gate.UnprovenStatements, Is.EqualTo(TimeSpan.FromDays(1)));
            Assert.That((gate.Bake.FrontDoor, gate.Bake.Errors), Is.EqualTo((new Uri("http://127.0.0.1:8080"), new ErrorCounter("/metrics", "(?<state>x) (?<count>y)"))));
            Assert.That(gate.EvidenceKinds, Is.EqualTo(new[] { "proof", "unproven", "suite:checkout", "data", "http:orders", "environment", "terraform", "replay:browse" }));
        });
    }

    [Test]
    public void Environment_and_terraform_are_read()
    {
        var (environment, terraform) = (Read(Everything).Environment!, Read(Everything).Terraform!);
        Assert.That(environment.Settings.Captures, Is.EqualTo(new Dictionary<string, CaptureSource> { ["blue"] = new CaptureSource.Stored("/p/run/blue.json"), ["green"] = new CaptureSource.Served("/env") }));
        Assert.That((environment.KeyVariable, environment.Settings.Ignored, environment.Settings.MaximumAge, environment.Settings.Timeout), Is.EqualTo(("SHOP_KEY", new[] { "PORT" }, TimeSpan.FromDays(1), TimeSpan.FromSeconds(1))));
        Assert.That((terraform.Plan, terraform.Command, terraform.Directory, terraform.Timeout, terraform.MaximumAge), Is.EqualTo(("/p/plan.json", (string?)null, "/p", TimeSpan.FromMinutes(1), TimeSpan.FromHours(2))));
        Assert.That(terraform.Secrets, Is.EqualTo(new[] { "MIGRATIONGUARD_CONNECTION", "TF_VAR_a" }));
    }

    [Test]
    public void Every_property_of_a_replay_can_be_set()
    {
        var read = Read(Everything).Replays[0].Resolve(name => name + "!");
        var usual = new ReplaySettings("", "");
        Assert.That(typeof(ReplaySettings).GetProperties().Where(property => Equals(property.GetValue(read), property.GetValue(usual))), Is.Empty);
        Assert.That((read.Directory, read.SentHeaders["Authorization"], read.Allowed[0], read.LatencyFactor), Is.EqualTo(("/p", "SHOP_TOKEN!", new SafeRoute("POST", "/search", "it only reads"), 1.5)));
    }

    [Test]
    public void Several_targets_say_together_what_they_do_not_say_themselves()
    {
        var gate = Read($$"""
            { "gate": {
              {{Slots}},
              "router": {
                "kind": "targets", "frontDoor": "http://127.0.0.1:8080/version", "releaseHeader": "X-Shop",
                "targets": [
                  { "name": "edge-1", "kind": "haproxy", "socket": "/1.sock", "map": "/1.map", "key": "shop", "backends": { "blue": "b", "green": "g" }, "weighted": true },
                  { "name": "edge-2", "kind": "exec", "observe": "o", "apply": "a", "frontDoor": "http://127.0.0.1:8082/version" }
                ]
              }
            } }
            """);
        var targets = (RouterSettings.Targets)gate.Router;
        Assert.That(targets.All.Select(target => (target.Name, target.Settings.FrontDoor.Address.Port, target.Settings.FrontDoor.ReleaseHeader)), Is.EqualTo(new[] { ("edge-1", 8080, "X-Shop"), ("edge-2", 8082, "X-Shop") }));
        Assert.That(((RouterSettings.HaProxy)targets.All[0].Settings).Settings.Weighted);
    }

    [TestCase("""[]""", "gate.router.targets: there are none")]
    [TestCase("""[{ "kind": "exec", "observe": "o", "apply": "a" }]""", "gate.router.targets[0].name is missing")]
    [TestCase("""[{ "name": "e", "kind": "exec", "observe": "o", "apply": "a" }, { "name": "e", "kind": "exec", "observe": "o", "apply": "a" }]""", "two are called \"e\"")]
    [TestCase("""[{ "name": "e", "kind": "targets", "targets": [{ "name": "f", "kind": "exec", "observe": "o", "apply": "a" }] }]""", "targets cannot be made of targets")]
    [TestCase("""[{ "name": "e", "kind": "exec", "observe": "o" }]""", "gate.router.targets[0].apply is missing")]
    public void Targets_that_cannot_be_are_refused(string targets, string complaint) => Assert.That(
        () => Read($$"""{ "gate": { {{Slots}}, "router": { "kind": "targets", "frontDoor": "http://127.0.0.1:8080/version", "targets": {{targets}} } } }"""),
        Throws.InstanceOf<UsageException>().With.Message.Contains(complaint));

    [Test]
    public void Every_property_of_the_policy_can_be_set()
    {
        var (read, usual) = (Read(Everything).Policy, new GatePolicy());
        var settable = typeof(GatePolicy).GetProperties().Where(property => property.CanWrite).ToList();
        Assert.That(settable.Where(property => Equals(property.GetValue(read), property.GetValue(usual))), Is.Empty);
        Assert.That(settable.Select(property => property.Name).Where(name => name is not ("Mode" or "Dns")), Is.EquivalentTo(PolicyReader.Keys.Select(key => char.ToUpperInvariant(key[0]) + key[1..])));
    }

    [Test]
    public void Without_a_list_all_evidence_that_is_configured_is_required()
    {
        var gate = Read($$"""{ "gate": { {{Slots}}, {{Router}}, "probes": [{ "name": "orders", "path": "/orders/1" }] } }""");
        Assert.That((gate.Policy.RequiredEvidence, gate.Bake.Probes.Select(probe => probe.Name), gate.Policy.Mode), Is.EqualTo((new[] { "proof", "http:orders" }, new[] { "orders" }, GateMode.Enforce)));
        Assert.That(gate.StateFolder, Is.EqualTo("/p/.migrationguard/c.json"));
    }

    [TestCase("migrationguard.json", "/p/.migrationguard")]
    [TestCase("staging.json", "/p/.migrationguard/staging.json")]
    public void Environments_in_one_folder_keep_what_they_know_apart(string file, string folder)
    {
        var settings = ConfigurationFile.Read(JsonFile.Parse(file, Encoding.UTF8.GetBytes($$"""{ "gate": { {{Slots}}, {{Router}} } }""")), "/p");
        Assert.That(settings.Gate!.StateFolder, Is.EqualTo(folder));
    }

    [TestCase("\"polcy\": {}", "c.json(1,234): gate.polcy is not known; did you mean \"policy\"?")]
    [TestCase("\"policy\": { \"bakeWindws\": 3 }", "gate.policy.bakeWindws is not known; did you mean \"bakeWindows\"?")]
    [TestCase("\"policy\": { \"bakeWindow\": \"10 parsecs\" }", "gate.policy.bakeWindow is the string \"10 parsecs\"; write a time such as \"500ms\", \"30s\", \"15m\"")]
    [TestCase("\"policy\": { \"bakeWindow\": 30 }", "gate.policy.bakeWindow is the number 30; write a time such as")]
    [TestCase("\"policy\": { \"rollbackWindow\": \"-1h\" }", "gate.policy.rollbackWindow is the string \"-1h\"; write a time")]
    [TestCase("\"policy\": { \"probeSamples\": 1.5 }", "gate.policy.probeSamples is the number 1.5; write a whole number from 0")]
    [TestCase("\"policy\": { \"requiredEvidence\": \"proof\" }", "gate.policy.requiredEvidence is the string \"proof\"; write an array of texts")]
    [TestCase("\"policy\": { \"freezes\": [{ \"from\": \"soon\", \"until\": \"2027-01-01\", \"reason\": \"r\" }] }", "gate.policy.freezes[0].from: \"soon\" is no time; write")]
    [TestCase("\"policy\": { \"freezes\": [{ \"from\": \"2027-01-01\", \"until\": \"2027-01-01\" }] }", "gate.policy.freezes[0].reason is missing; write what people are told")]
    [TestCase("\"policy\": { \"stepPause\": \"1s\", \"stepPause\": \"2s\" }", "gate.policy.stepPause stands here a second time")]
    [TestCase("\"mode\": \"obsrve\"", "gate.mode: \"obsrve\" is not known; did you mean \"observe\"? Write \"observe\" or \"enforce\"")]
    [TestCase("\"expand\": { \"command\": \"x\", \"migrations\": \"m\" }", "gate.expand.command: migrations, plan and lockTimeout are not used when a command changes the schema")]
    [TestCase("\"expand\": {}", "gate.expand.migrations is missing; write the folder of the scripts")]
    [TestCase("\"contract\": { \"command\": \"x\" }", "gate.contract.command is not known")]
    [TestCase("\"contract\": { \"migrations\": \"m\", \"lockTimeout\": \"0s\" }", "gate.contract.lockTimeout: no time means to wait for locks without end")]
    [TestCase("\"suites\": [{ \"name\": \"a\", \"command\": \"c\" }]", "gate.suites[0].results is missing; write where JUnit or TRX files lie")]
    [TestCase("\"suites\": [{ \"name\": \"a\", \"command\": \"c\", \"results\": \"r\" }, { \"name\": \"a\", \"command\": \"c\", \"results\": \"r\" }]", "gate.suites: two are called \"a\"")]
    [TestCase("\"probes\": [{ \"name\": \"a\", \"path\": \"orders\" }]", "gate.probes[0].path: \"orders\" does not begin at the root; write \"/orders\"")]
    [TestCase("\"probes\": [{ \"name\": \"a\", \"path\": \"/\", \"status\": 42 }]", "gate.probes[0].status: is no status of HTTP")]
    [TestCase("\"environment\": {}", "gate.environment.captures is missing; write { \"blue\"")]
    [TestCase("\"environment\": { \"captures\": { \"blue\": { \"file\": \"a\" } } }", "gate.environment.captures.green is missing")]
    [TestCase("\"environment\": { \"captures\": { \"blue\": { \"file\": \"a\", \"path\": \"/a\" }, \"green\": {} } }", "gate.environment.captures.blue.path: a capture is in a file or at the slot's door")]
    [TestCase("\"environment\": { \"captures\": { \"blue\": { \"file\": \"a\" }, \"gren\": {} } }", "gate.environment.captures.gren is not known; did you mean \"green\"?")]
    [TestCase("\"terraform\": {}", "gate.terraform.plan: is missing, and so is command")]
    [TestCase("\"terraform\": { \"command\": \"terraform plan\", \"maximumAge\": \"1h\" }", "gate.terraform.maximumAge: a plan that the command writes is of this moment")]
    [TestCase("\"replays\": [{ \"name\": \"a\" }]", "gate.replays[0].requests is missing; write where the recordings lie")]
    [TestCase("\"replays\": [{ \"name\": \"a\", \"requests\": \"r\", \"sample\": 0 }]", "gate.replays[0].sample: 0 requests say nothing; write e.g. 500")]
    [TestCase("\"replays\": [{ \"name\": \"a\", \"requests\": \"r\", \"ignoreFields\": [\"requestId\"] }]", "gate.replays[0].ignoreFields: \"requestId\" is no field; write e.g. \"$.requestId\"")]
    [TestCase("\"replays\": [{ \"name\": \"a\", \"requests\": \"r\", \"allow\": [{ \"method\": \"POST\", \"path\": \"/a\" }] }]", "gate.replays[0].allow[0].reason is missing; write why it changes nothing")]
    [TestCase("\"replays\": [{ \"name\": \"a\", \"requests\": \"r\", \"allow\": [{ \"method\": \"TRACE\", \"path\": \"/a\", \"reason\": \"r\" }] }]", "TRACE is never sent")]
    [TestCase("\"replays\": [{ \"name\": \"a\", \"requests\": \"r\", \"latency\": { \"factor\": 0.5 } }]", "gate.replays[0].latency.factor: must be a number from 1")]
    [TestCase("\"bake\": { \"probes\": [\"ordes\"] }", "gate.bake.probes: there is no probe \"ordes\"")]
    [TestCase("\"bake\": { \"databaseErrors\": [\"all\"] }", "gate.bake.databaseErrors: \"all\" is no SQLSTATE")]
    [TestCase("\"bake\": { \"failureShare\": 2 }", "gate.bake.failureShare is the number 2; write a number from 0 to 1")]
    [TestCase("\"bake\": { \"sqlStatePattern\": \"(\" }", "gate.bake.sqlStatePattern: is no regular expression")]
    [TestCase("\"bake\": { \"errors\": { \"path\": \"/m\", \"pattern\": \"(?<state>x)\" } }", "gate.bake.errors.pattern: has no group \"count\"; write (?<count>…) around it")]
    [TestCase("\"data\": { \"limits\": [{ \"column\": \"username\", \"maxLength\": 5 }] }", "gate.data.limits[0].column: \"username\" names no table; write e.g. \"users.username\"")]
    [TestCase("\"data\": { \"limits\": [{ \"column\": \"users.username\" }] }", "gate.data.limits[0].column: nothing is said of it; write maxLength")]
    [TestCase("\"data\": { \"limits\": [{ \"query\": \"SELECT 1\", \"maxLength\": 5 }] }", "gate.data.limits[0].maxLength: a query says by itself what no row may be")]
    [TestCase("\"data\": { \"limits\": [{ \"column\": \"a.b\", \"keys\": { \"a\": \"int\" } }] }", "gate.data.limits[0].keys.a: is no type of JSON; write \"any\"")]
    [TestCase("\"data\": { \"suite\": \"checkout\" }", "gate.data.suite: there is no suite \"checkout\"; write it into gate.suites")]
    [TestCase("\"data\": { \"timeout\": \"0s\" }", "gate.data.timeout: nothing can be read in no time")]
    [TestCase("\"service\": \"\"", "gate.service is the string \"\"; write a text that is not empty")]
    public void What_cannot_be_is_refused_with_place_path_and_cure(string member, string message)
        => Assert.That(() => Read($$"""{ "gate": { {{Slots}}, {{Router}}, {{member}} } }"""), Throws.TypeOf<UsageException>().With.Message.StartsWith("c.json(1,").And.Message.Contains(message));

    [TestCase("[]", "gate is an array; write an object with \"service\", \"mode\"")]
    [TestCase("{}", "gate.slots is missing; write { \"blue\": {")]
    [TestCase("{ \"slots\": { \"blue\": { \"url\": \"http://a\", \"applicationName\": \"b\" } } }", "gate.slots: a release needs two")]
    [TestCase("{ \"slots\": { \"blue\": { \"url\": \"ftp://a\", \"applicationName\": \"b\" }, \"green\": {} } }", "gate.slots.blue.url: is no address of HTTP")]
    [TestCase("{ \"slots\": { \"blue\": { \"url\": \"http://a\" }, \"green\": {} } }", "gate.slots.blue.applicationName is missing")]
    [TestCase("{ " + Slots + " }", "gate.router is missing; write { \"kind\":")]
    [TestCase("{ " + Slots + ", \"router\": {} }", "gate.router.kind is missing; write \"haproxy\",")]
    [TestCase("{ " + Slots + ", \"router\": { \"kind\": \"apache\" } }", "gate.router.kind: \"apache\" is not known")]
    [TestCase("{ " + Slots + ", \"router\": { \"kind\": \"exec\", \"socket\": \"x\" } }", "gate.router.socket is not known")]
    [TestCase("{ " + Slots + ", \"router\": { \"kind\": \"exec\", \"observe\": \"x\", \"apply\": \"x\" } }", "gate.router.frontDoor is missing; write where users come in")]
    [TestCase("{ " + Slots + ", \"router\": { \"kind\": \"haproxy\", \"backends\": { \"blue\": \"b\" } } }", "gate.router.backends.green is missing; write the name of its backend")]
    [TestCase("{ " + Slots + ", \"router\": { \"kind\": \"haproxy\", \"backends\": { \"blue\": \"b\", \"green\": \"b\" } } }", "gate.router.backends: two slots have the same backend")]
    public void What_is_missing_is_said_with_an_example(string gate, string message)
        => Assert.That(() => Read($$"""{ "gate": {{gate}} }"""), Throws.TypeOf<UsageException>().With.Message.Contains(message));

    [TestCase("{ \"slots\": { \"blue\": { \"url\": \"http://me:hunter2@a\", \"applicationName\": \"b\" }, \"green\": {} } }")]
    [TestCase("{ " + Slots + ", \"router\": { \"kind\": \"webhook\", \"url\": \"https://me:hunter2@a\", \"frontDoor\": \"http://a\" } }")]
    [TestCase("{ " + Slots + ", \"router\": { \"kind\": \"webhook\", \"url\": \"https://a\", \"frontDoor\": \"http://a\", \"secretVariable\": \"hunter2-secret\" } }")]
    [TestCase("{ " + Slots + ", \"router\": { \"kind\": \"webhook\", \"url\": \"https://a\", \"frontDoor\": \"http://a\", \"secret\": \"hunter2\" } }")]
    [TestCase("{ " + Slots + ", " + Router + ", \"probes\": [{ \"name\": \"a\", \"path\": \"/\", \"headerVariables\": { \"Authorization\": \"Bearer hunter2\" } }] }")]
    public void A_secret_in_the_file_is_refused_and_not_repeated(string gate)
        => Assert.That(() => Read($$"""{ "gate": {{gate}} }"""), Throws.TypeOf<UsageException>().With.Message.Not.Contains("hunter2"));

    [TestCase("500ms", 0.5)]
    [TestCase("30s", 30)]
    [TestCase("1h30m", 5400)]
    [TestCase("1.5m", 90)]
    [TestCase("7d", 604800)]
    [TestCase("0s", 0)]
    public void Times_are_read_and_written(string text, double seconds)
        => Assert.That((Durations.Read(text)!.Value.TotalSeconds, Durations.Read(Durations.Text(TimeSpan.FromSeconds(seconds)))!.Value.TotalSeconds), Is.EqualTo((seconds, seconds)));

    [TestCase("")]
    [TestCase("30")]
    [TestCase("s")]
    [TestCase("1 h")]
    [TestCase("1w")]
    [TestCase("99999999d")]
    [TestCase("1..5s")]
    public void What_is_no_time_is_none(string text) => Assert.That(Durations.Read(text), Is.Null);

    [Test]
    public void What_is_read_keeps_to_the_schema()
    {
        var json = System.Text.RegularExpressions.Regex.Replace(Everything, @",(\s*[}\]])", "$1", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
        Assert.That(new JsonSchema("migrationguard.schema.json").Errors(json), Is.Empty);
    }

    private static GateSettings Read(string json) => ConfigurationFile.Read(JsonFile.Parse("c.json", Encoding.UTF8.GetBytes(json)), "/p").Gate!;
}
