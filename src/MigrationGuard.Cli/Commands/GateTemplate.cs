using System.Text;
using System.Text.Json;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Configuration;

namespace MigrationGuard.Cli.Commands;

/// <summary>The section <c>gate</c> that <c>init --gate</c> writes: complete, explained, to be edited.</summary>
internal static class GateTemplate
{
    private const string Section = """
          "gate": {
            // The application, as its manifests name it.
            "service": "my-service",
            // observe: what does not pass is only said. enforce: it is refused. Begin with observe until every live version is published.
            "mode": "observe",
            "policy": {
              // Without this line everything that is configured below is required: "proof", "suite:checkout", "http:orders".
              // "requiredEvidence": ["proof"],
              "evidenceLifetime": "15m",
              "switchBudget": "5m",
              "drainDeadline": "30s",
              "bakeWindow": "30s",
              "bakeWindows": 10,
              // Before all of the traffic: shares in percent, each measured. The router has to be able to divide (haproxy: "weighted": true).
              // "weights": [1, 5, 25],
              "rollbackWindow": "24h",
              "freezes": []
            },
            // The places where versions run, by the names that the router has for them: the door beside the router, and the
            // application_name of the database sessions ({version} is replaced).
            "slots": {
              "blue": { "url": "http://127.0.0.1:5101", "applicationName": "my-service-{version}" },
              "green": { "url": "http://127.0.0.1:5102", "applicationName": "my-service-{version}" }
            },
            // haproxy, nginx, caddy, or exec with commands of yours, or webhook: docs/routers.md. The front door answers with the header X-Release: VERSION.
            "router": {
              "kind": "haproxy",
              "socket": "/run/haproxy/admin.sock",
              "map": "/etc/haproxy/my-service.map",
              "key": "my-service",
              "backends": { "blue": "be_blue", "green": "be_green" },
              "frontDoor": "http://127.0.0.1:8080/version",
              "releaseHeader": "X-Release"
            },
            // Names in the DNS that people point elsewhere around a release: they make the windows longer.
            // "dns": [{ "name": "shop.example", "ttl": "1h" }],
            // What the new version needs: scripts, or { "command": "dotnet run --project Migrator" }.
            "expand": { "migrations": "release/expand", "lockTimeout": "2s" },
            // What only the old version needed; run by 'migrationguard contract run' when no live version needs it any more.
            "contract": { "migrations": "release/contract", "lockTimeout": "2s" },
            // With "approvals": 2 in it, so many people have to approve it. When it may run, by the wall clock of a zone of the IANA database:
            // "maintenance": [{ "name": "sunday", "cron": "0 2 * * SUN", "duration": "2h", "zone": "Europe/Berlin" }],
            // Run for the old and the new version, with MIGRATIONGUARD_URL, _SLOT, _VERSION and _FINGERPRINT in the environment.
            "suites": [
              { "name": "checkout", "command": "dotnet test tests/Checkout --logger trx --results-directory results", "results": "results/*.trx", "timeout": "10m" }
            ],
            // Requests that must touch the database.
            "probes": [
              { "name": "orders", "path": "/orders/1", "status": 200 }
            ],
            // The environments of both slots, as 'migrationguard environment capture' saw them, and what 'terraform show -json' says. docs/environment.md
            // "environment": { "captures": { "blue": { "file": "run/blue.json" }, "green": { "file": "run/green.json" } }, "ignore": ["PORT"] },
            // "terraform": { "plan": "plan.json" },
            // Recorded requests (GoReplay .gor, .jsonl, .har) that only read, sent to both versions: the new one has to answer as the old one does. docs/replay.md
            // "replays": [{ "name": "browse", "requests": "recorded/*.gor", "sample": 500, "ignoreFields": ["$.requestId"] }],
            // What the versions' roles ran according to pg_stat_statements has to be in manifests; it has to reach back so long.
            // "unprovenStatements": "24h",
            // What the code of the old version takes for granted of the data although the schema does not say so: docs/data.md.
            // "data": { "limits": [{ "column": "users.username", "maxLength": 50 }], "suite": "checkout" },
            // What is watched under traffic: these probes, and the SQLSTATEs of a version and a schema that do not fit.
            // Numbers of Prometheus or of SQL go beside them, docs/bake.md:
            // "queries": [{ "name": "stuck orders", "sql": "SELECT count(*) FROM orders WHERE state = 'stuck' AND changed_at > now() - {window}", "good": "== 0" }]
            "bake": { "probes": ["orders"], "databaseErrors": ["42703", "42P01", "23502", "42501"] },
            // Who is told, e.g. { "name": "chat", "urlVariable": "MG_CHAT_URL", "format": "slack", "events": ["switched", "rolled-back", "held"] }: docs/notifications.md.
            "notifications": []
          }
        """;

    private static readonly string[] Nothing = [""];

    private static readonly string[] Commas = [",", ""];

    /// <summary>A configuration with the section behind everything that is there; comments stay.</summary>
    /// <param name="shown">The name of the file, for complaints.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="UsageException">It has such a section already, or is no object.</exception>
    public static string Insert(string shown, string text)
    {
        if (JsonFile.Parse(shown, Encoding.UTF8.GetBytes(text)) is not PlacedObject configuration)
        {
            throw new UsageException($"{shown}: must be an object: {{ … }}");
        }

        if (configuration.Members.FirstOrDefault(member => member.Name == "gate") is { } there)
        {
            throw new UsageException($"{there.Place}: there is a section \"gate\" already; edit it");
        }

        var end = EndOf(text);
        var before = text[..end].TrimEnd();
        return Candidates(before, configuration.Members.Count, text[end..]).First(candidate => IsJson(shown, candidate));
    }

    // A comma may stand there already; what of the three can be read is right.
    private static IEnumerable<string> Candidates(string before, int members, string rest)
    {
        foreach (var comma in members == 0 ? Nothing : Commas)
        {
            yield return $"{before}{comma}\n{Section}\n{rest}";
        }

        // The last line may be a comment, in which a comma would be lost.
        yield return $"{before}\n  ,\n{Section}\n{rest}";
    }

    private static int EndOf(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var start = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(bytes.AsSpan(start), new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        long last = 0;
        while (reader.Read())
        {
            last = reader.TokenStartIndex;
        }

        return Encoding.UTF8.GetCharCount(bytes.AsSpan(0, start + (int)last));
    }

    private static bool IsJson(string shown, string text)
    {
        try
        {
            return JsonFile.Parse(shown, Encoding.UTF8.GetBytes(text)) is PlacedObject { Members: [.., { Name: "gate" }] };
        }
        catch (UsageException)
        {
            return false;
        }
    }
}
