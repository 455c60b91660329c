using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Hooks;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard serve</c>.</summary>
internal static class ServeCommand
{
    private static readonly Option<string> Listen = new("--listen") { HelpName = "ADDRESS", Description = "Where to listen, host and port. Default: 127.0.0.1:8099.", DefaultValueFactory = _ => "127.0.0.1:8099" };

    private static readonly Option<string?> SecretVariable = new("--secret-variable")
    {
        HelpName = "NAME",
        Description = "The environment variable with the secret that requests must have in X-MigrationGuard-Token. Needed unless only this machine is served.",
    };

    private static readonly Option<string> Limit = new("--limit") { HelpName = "DURATION", Description = "How long an answer may take; after that it is no. Default: 8s, less than the products wait.", DefaultValueFactory = _ => "8s" };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("serve", "Answers the questions of can-i over HTTP, for Argo Rollouts, Flagger, Amazon ECS, CodeDeploy and scripts; does nothing else.")
        {
            Listen, SecretVariable, Limit, CommonOptions.Connection, JudgeOptions.Config,
        };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var place = Place(result.GetValue(Listen)!);
        var secret = Secret(result, surroundings);
        if (secret is null && !IPAddress.IsLoopback(place.Address))
        {
            throw new UsageException($"--listen {place} serves other machines: give the name of an environment variable with a secret (--secret-variable), or listen on 127.0.0.1");
        }

        var service = new HookService
        {
            Judge = new HookJudgement(result, surroundings).AskAsync,
            Limit = Durations.Read(result.GetValue(Limit)!) is { } limit && limit > TimeSpan.Zero ? limit : throw new UsageException($"--limit: \"{result.GetValue(Limit)}\" is no time; write {Durations.Examples}"),
            Secret = secret,
            Log = surroundings.Say,
        };
        using var listener = Open(place, service);
        surroundings.Say($"listens on http://{listener.Place}");
        _ = await Interruptions.RunAsync<object>(
            async token =>
            {
                await listener.RunAsync(token);
                return service;
            },
            cancellation);
        return ExitCode.Yes;
    }

    private static HookListener Open(IPEndPoint place, HookService service)
    {
        try
        {
            return new HookListener(place, service);
        }
        catch (SocketException exception)
        {
            throw new UsageException($"--listen {place}: {exception.Message}; choose another port, or end what listens there");
        }
    }

    private static IPEndPoint Place(string text) =>
        IPEndPoint.TryParse(text.Replace("localhost:", "127.0.0.1:", StringComparison.Ordinal), out var place) && text.Contains(':', StringComparison.Ordinal)
            ? place
            : throw new UsageException($"--listen: \"{text}\" is no address with a port; write 127.0.0.1:8099, or 0.0.0.0:8099 for all");

    private static string? Secret(ParseResult result, Surroundings surroundings) => result.GetValue(SecretVariable) is not { } name ? null
        : surroundings.Variable(name) is { Length: >= 16 } secret ? secret
        : throw new UsageException($"--secret-variable: {name} is not set, or shorter than 16 characters; 'openssl rand -hex 32' makes one");
}
