using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging.Reports;
using MigrationGuard.Cli.Recorders;
using MigrationGuard.Collections;
using MigrationGuard.Manifests;
using MigrationGuard.Postgres.Wire;
using MigrationGuard.Recordings;

namespace MigrationGuard.Cli.Commands.Statements;

/// <summary><c>migrationguard statements record</c>.</summary>
internal static class RecordCommand
{
    private static readonly (string Word, WireEncryption Value)[] Encryptions =
    [
        ("prefer", WireEncryption.Prefer), ("disable", WireEncryption.Disable), ("require", WireEncryption.Require), ("verify-ca", WireEncryption.VerifyCa), ("verify-full", WireEncryption.VerifyFull),
    ];

    private static readonly Argument<string[]> Program = new("COMMAND")
    {
        Description = "Behind --: a program and its arguments, such as dotnet test. It is recorded with all that it starts.",
        Arity = ArgumentArity.ZeroOrMore,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> Label = new("--label") { HelpName = "VERSION", Description = "The version as people call it, such as 4.2.0." };

    private static readonly Option<string?> Digest = new("--digest") { HelpName = "DIGEST", Description = "What identifies the build: the digest of its image (sha256:…), else the commit." };

    private static readonly Option<string[]> Role = new("--role")
    {
        HelpName = "ROLE",
        Description = "The role that the application connects as; statements of others are left out. Again for a further one. Default: the one that was seen.",
    };

    private static readonly Option<string?> SearchPath = new("--search-path") { HelpName = "SCHEMAS", Description = "The search_path of its sessions. Default: the one that was seen." };

    private static readonly Option<string[]> Setting = new("--setting")
    {
        HelpName = "NAME=VALUE",
        Description = "A setting of its sessions that changes how SQL is read, such as timezone=UTC. Default: those that were seen.",
    };

    private static readonly Option<string[]> Merge = new("--merge") { HelpName = "FILE", Description = "Add a recording, or a manifest of the same version." };

    private static readonly Option<bool> FromLedger = new("--from-ledger") { Description = "Add what processes recorded into the database of --connection; publishing forgets it there." };

    private static readonly Option<string?> OutputFile = new("--output-file") { HelpName = "FILE", Description = "Write the manifest to this file; what it holds of the same version stays." };

    private static readonly Option<bool> Replace = new("--replace") { Description = "Begin the file anew." };

    private static readonly Option<bool> Publish = new("--publish") { Description = "Store the manifest in the database of --connection, on which the tests passed." };

    private static readonly Option<string?> Listen = new("--listen")
    {
        HelpName = "HOST:PORT",
        Description = "Record any program by a proxy: it connects here instead of to the server. PGHOST and PGPORT of the command say so.",
    };

    private static readonly Option<string?> Server = new("--server") { HelpName = "HOST:PORT", Description = "The server behind --listen." };

    private static readonly Option<string> SslMode = CommonOptions.OneOf("--ssl-mode", Encryptions, "How the proxy speaks to the server. Default: prefer.");

    private static readonly Option<string?> RootCertificate = new("--ssl-root-cert") { HelpName = "FILE", Description = "The certificates in PEM that sign the server's. Default: those of the system." };

    private static readonly Option<string?> ClientCertificate = new("--listen-cert") { HelpName = "FILE", Description = "A certificate with its key in PEM, with which clients may speak TLS to the proxy." };

    private static readonly Option<bool> FailOnMissed = new("--fail-on-missed") { Description = "Exit code 2 when something was seen that is not in the manifest." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("record", "Writes the manifest of a version while its tests run: the SQL that they were seen to send, without literals and values.")
        {
            Program, JudgeOptions.Service, Label, Digest, Role, SearchPath, Setting, OutputFile, Replace, Merge, FromLedger, Publish, CommonOptions.Connection, Listen, Server, SslMode, RootCertificate, ClientCertificate, FailOnMissed, JudgeOptions.Config,
        };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var run = new RecordRun(Request(result, surroundings), surroundings);
        var outcome = await run.RunAsync(cancellation);
        if (run.Publication is { } publication)
        {
            PublicationReport.WriteText(publication, null, surroundings.Output);
        }

        return outcome switch
        {
            RecordOutcome.CommandFailed => ExitCode.No,
            RecordOutcome.Nothing => ExitCode.Unknown,
            RecordOutcome.Incomplete when result.GetValue(FailOnMissed) => ExitCode.Unknown,
            _ => run.Publication is { Unproved.Count: > 0 } ? ExitCode.Unknown : ExitCode.Yes,
        };
    }

    private static RecordRequest Request(ParseResult result, Surroundings surroundings)
    {
        var request = new RecordRequest
        {
            Version = Version(result, surroundings),
            Command = result.GetValue(Program) ?? [],
            Merge = result.GetValue(Merge) ?? [],
            FromLedger = result.GetValue(FromLedger),
            OutputFile = result.GetValue(OutputFile),
            Replace = result.GetValue(Replace),
            Publish = result.GetValue(Publish),
            Ledger = result.GetValue(Publish) || result.GetValue(FromLedger) ? ConnectionSetting.Require(result.GetValue(CommonOptions.Connection), surroundings) : null,
            Wire = Wire(result, surroundings),
            Types = result.GetValue(Listen) is null ? null : ConnectionSetting.Find(result.GetValue(CommonOptions.Connection), surroundings),
        };
        return request is { Command.Count: 0, Merge.Count: 0, FromLedger: false, Wire: null } ? throw new UsageException("record what? Write the command behind --: migrationguard statements record … -- dotnet test")
            : request is { OutputFile: null, Publish: false } ? throw new UsageException("where to? --output-file FILE, or --publish")
            : request;
    }

    private static WireRecorderOptions? Wire(ParseResult result, Surroundings surroundings)
    {
        var (listen, server) = (result.GetValue(Listen), result.GetValue(Server));
        if (listen is null && server is null)
        {
            return null;
        }

        if (listen is null || server is null || !IPEndPoint.TryParse(listen.Replace("localhost", "127.0.0.1", StringComparison.OrdinalIgnoreCase), out var here) || EndPoint(server) is not { } there)
        {
            throw new UsageException("a proxy needs both ends: --listen 127.0.0.1:6432 --server db.example.org:5432");
        }

        return new WireRecorderOptions
        {
            Listen = here,
            Server = there,
            RootCertificate = Existing(result.GetValue(RootCertificate), "--ssl-root-cert", surroundings),
            Certificate = Certificate(result, surroundings),
            Encryption = result.GetValue(SslMode) is { } mode ? Words.Read(Encryptions, mode, "--ssl-mode").Value : WireEncryption.Prefer,
        };
    }

    private static string? Existing(string? file, string option, Surroundings surroundings)
    {
        var path = file is { Length: > 0 } ? Path.GetFullPath(file, surroundings.Directory) : null;
        return path is null || File.Exists(path) ? path : throw new UsageException($"{option}: there is no file {file}");
    }

    private static X509Certificate2? Certificate(ParseResult result, Surroundings surroundings)
    {
        if (Existing(result.GetValue(ClientCertificate), "--listen-cert", surroundings) is not { } path)
        {
            return null;
        }

        try
        {
            return X509Certificate2.CreateFromPemFile(path);
        }
        catch (CryptographicException exception)
        {
            throw new UsageException($"--listen-cert: {path} is no certificate with its key in PEM: {exception.Message}");
        }
    }

    private static DnsEndPoint? EndPoint(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? new DnsEndPoint(text[..colon].Trim('[', ']'), port)
            : null;
    }

    private static RecordedVersion Version(ParseResult result, Surroundings surroundings)
    {
        var settings = Settings(result.GetValue(Setting) ?? []);
        return new RecordedVersion(
            VersionWords.Checked("--service", JudgeOptions.ServiceOf(result, surroundings), ManifestText.LabelFault, "which application? --service NAME, or \"service\" in migrationguard.json"),
            VersionWords.Checked("--label", result.GetValue(Label), ManifestText.LabelFault, "which version? --label 4.2.0"),
            VersionWords.Checked("--digest", result.GetValue(Digest), ManifestText.DigestFault, "which build? --digest with the digest of its image, else its commit (git rev-parse HEAD)"))
        {
            Roles = Roles(result, surroundings),
            SearchPath = (result.GetValue(SearchPath) ?? JudgeOptions.Configured(result, surroundings).SearchPath?.Value) is { } path ? VersionWords.Checked("--search-path", path, ManifestText.SearchPathFault, "") : null,
            Settings = settings.Count > 0 ? new EquatableList<KeyValuePair<string, string>>?(settings.ToArray()) : null,
        };
    }

    private static string[] Roles(ParseResult result, Surroundings surroundings)
    {
        string[] roles = result.GetValue(Role) is { Length: > 0 } given ? given : JudgeOptions.Configured(result, surroundings).Role is { } configured ? [configured.Value] : [];
        return [.. roles.Select(static role => VersionWords.Checked("--role", role, ManifestText.RoleFault, ""))];
    }

    private static SortedDictionary<string, string> Settings(string[] given)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in given)
        {
            var sign = setting.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = sign > 0 ? (setting[..sign].Trim(), setting[(sign + 1)..]) : ("", "");
            var fault = sign > 0 ? ReadingSettings.Fault(name, value) : "is no NAME=VALUE";
            settings[name] = fault is null ? value : throw new UsageException($"--setting {setting}: {fault}");
        }

        return settings;
    }
}
