using System.Text.Json;
using MigrationGuard.Gate.Programs;

namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>Asks and changes objects of a cluster.</summary>
internal sealed class Kubectl(KubernetesAccess access, TimeProvider time)
{
    // A list of a thousand pods.
    private const int LongestAnswer = 32 * 1024 * 1024;

    /// <summary>Reads an object, or a list of those that a label selector chooses; null for all.</summary>
    /// <param name="what">The kind with its group and the name, or the kind alone.</param>
    /// <param name="selector">The selector of a list.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<KubectlAnswer> ReadAsync(string[] what, string? selector, CancellationToken cancellation) =>
        await RunAsync(["get", .. what, .. selector is null ? Array.Empty<string>() : ["--selector", selector], "--output", "json"], cancellation) switch
        {
            ProgramEnd.Ended { ExitCode: 0 } ended => Parsed(ended.Output.Answer),
            var end => new KubectlAnswer.Failed(KubectlFailure.Sentence(end, access)),
        };

    /// <summary>Changes an object by a merge patch (RFC 7386). With <c>metadata.resourceVersion</c> in it the server refuses to change another version than that.</summary>
    /// <param name="kind">The kind with its group.</param>
    /// <param name="name">The object.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="cancellation">Gives up; the change may have been made.</param>
    public async Task<KubectlAnswer> PatchAsync(string kind, string name, string patch, CancellationToken cancellation) =>
        await RunAsync(["patch", kind, name, "--type", "merge", "--patch", patch, "--output", "name"], cancellation) switch
        {
            ProgramEnd.Ended { ExitCode: 0 } => new KubectlAnswer.Written(),
            ProgramEnd.Ended ended when KubectlFailure.IsConflict(ended) => new KubectlAnswer.Conflict(),
            var end => new KubectlAnswer.Failed(KubectlFailure.Sentence(end, access)),
        };

    private static KubectlAnswer Parsed(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new KubectlAnswer.Read(document.RootElement.Clone())
                : new KubectlAnswer.Failed("kubectl gave JSON that is no object");
        }
        catch (JsonException)
        {
            return new KubectlAnswer.Failed("what kubectl gave is not JSON: is the server of the context the API of a cluster?");
        }
    }

    private Task<ProgramEnd> RunAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        string[] common =
        [
            "--namespace", access.Namespace,
            .. access.Context is { } context ? ["--context", context] : Array.Empty<string>(),
            .. access.KubeConfig is { } file ? ["--kubeconfig", file] : Array.Empty<string>(),
            .. access.CacheFolder is { } folder ? ["--cache-dir", folder] : Array.Empty<string>(),
        ];
        return new ProgramRun(access.Program, [.. arguments, .. common], access.Timeout) { LongestAnswer = LongestAnswer, Time = time }.RunAsync(cancellation);
    }
}
