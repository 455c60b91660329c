using System.Collections;
using System.CommandLine;
using System.Text.Json;
using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Cli.Environments;
using MigrationGuard.Gate.Environments;

namespace MigrationGuard.Cli.Commands.Environments;

/// <summary><c>migrationguard environment capture</c>.</summary>
internal static class CaptureCommand
{
    private static readonly Argument<string[]> Program = new("COMMAND")
    {
        Description = "Behind --: a program that prints the environment, such as kubectl exec deploy/green -- env -0. Default: the environment of this process.",
        Arity = ArgumentArity.ZeroOrMore,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> Label = new("--label") { HelpName = "VERSION", Description = "The version that runs there. Default: MIGRATIONGUARD_LABEL." };

    private static readonly Option<string?> Digest = new("--digest") { HelpName = "DIGEST", Description = "The digest of its artifact, as in its manifest. Default: MIGRATIONGUARD_DIGEST." };

    private static readonly Option<string?> Image = new("--image") { HelpName = "DIGEST", Description = "The digest of its image, to be shown beside that of the other version." };

    private static readonly Option<string?> Flags = new("--flags") { HelpName = "FILE", Description = "Feature flags: a JSON object; its values are hashed." };

    private static readonly Option<string?> Output = new("--output") { HelpName = "FILE", Description = "Where the capture is written. Default: standard output." };

    private static readonly Option<string?> KeyVariable = new("--key-variable") { HelpName = "NAME", Description = $"The variable with the key that all slots and the gate share. Default: {EnvironmentReader.UsualKeyVariable}." };

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("capture", "Writes names and keyed hashes of variables, the targets and roles of connections, flags and limits. No value of a variable leaves the machine.")
        {
            Label, Digest, Image, Flags, Output, KeyVariable, Program,
        };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var keyVariable = result.GetValue(KeyVariable) ?? EnvironmentReader.UsualKeyVariable;
        var key = EnvironmentReader.Key(keyVariable, surroundings.Variable);
        var program = result.GetValue(Program)!;
        var variables = program.Length > 0 ? VariableText.Read(await VariableCommand.RunAsync(program, surroundings.Directory, cancellation)) : Own();
        if (variables.Count == 0)
        {
            throw new UsageException($"{program[0]} printed no variable; it has to print NAME=VALUE, best with env -0");
        }

        variables.Remove(keyVariable);
        var connections = ConnectionReader.Take(variables, key);
        var capture = new EnvironmentCapture
        {
            Release = result.GetValue(Label) ?? surroundings.Variable("MIGRATIONGUARD_LABEL"),
            Digest = result.GetValue(Digest) ?? surroundings.Variable("MIGRATIONGUARD_DIGEST"),
            CapturedAt = surroundings.Time.GetUtcNow(),
            KeyCheck = key.Check,
            Image = result.GetValue(Image),
            Connections = connections,
            Variables = Hashed(variables, key),
            Flags = result.GetValue(Flags) is { } file ? Hashed(FlagsOf(file, surroundings), key) : [],
            Limits = program.Length > 0 ? [] : ResourceLimits.Read(),
        };
        Write(CaptureFile.Write(capture, key), result.GetValue(Output), surroundings);
        if (capture.Release is null || capture.Digest is null)
        {
            surroundings.Say("the gate takes no capture that does not say of which version it is; write --label and --digest");
        }

        return ExitCode.Yes;
    }

    private static Dictionary<string, string> Own() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => entry.Value as string ?? "", StringComparer.Ordinal);

    private static Dictionary<string, string> Hashed(Dictionary<string, string> values, CaptureKey key) => values.ToDictionary(entry => entry.Key, entry => key.Hash(entry.Key, entry.Value));

    private static Dictionary<string, string> FlagsOf(string file, Surroundings surroundings)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(Path.GetFullPath(file, surroundings.Directory)));
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.EnumerateObject().ToDictionary(flag => flag.Name, flag => flag.Value.GetRawText())
                : throw new UsageException($"--flags: {file} is no JSON object of flags");
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            throw new UsageException($"--flags: {file} cannot be read: {failure.Message}");
        }
    }

    private static void Write(string text, string? file, Surroundings surroundings)
    {
        if (file is null)
        {
            surroundings.Output.Write(text);
            return;
        }

        try
        {
            File.WriteAllText(Path.GetFullPath(file, surroundings.Directory), text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--output: {file} cannot be written: {failure.Message}");
        }
    }
}
