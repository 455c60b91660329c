using MigrationGuard.Gate.Programs;

namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>Why a call of kubectl failed, and what helps.</summary>
/// <remarks>The words in brackets are the reasons of the API: https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/types.go (StatusReason).</remarks>
internal static class KubectlFailure
{
    private const int LongestLine = 300;

    private static readonly (string Sign, Func<KubernetesAccess, string> Cure)[] Cures =
    [
        ("(Forbidden)", access => $"the Role in docs/routers.md gives what is needed in namespace {access.Namespace}"),
        ("(Unauthorized)", _ => "the credentials of the kubeconfig are not accepted: have they expired?"),
        ("You must be logged in", _ => "the credentials of the kubeconfig are not accepted: have they expired?"),
        ("(NotFound)", access => $"is namespace {access.Namespace}, and the context {access.Context ?? "that is the current one"}, the right one?"),
        ("could not find the requested resource", _ => "this cluster does not have that API: is the Gateway API installed?"),
        ("the server doesn't have a resource type", _ => "this cluster does not have that API: is the Gateway API installed?"),
        ("does not exist", _ => "'kubectl config get-contexts' shows the contexts that there are"),
        ("invalid character", _ => "what answers does not speak the API: is the server of the context a cluster?"),
        ("was refused", _ => "does the cluster of the context answer, and is the kubeconfig the right one?"),
        ("Unable to connect", _ => "does the cluster of the context answer, and is the kubeconfig the right one?"),
    ];

    /// <summary>Whether the server has refused to change another version of an object.</summary>
    public static bool IsConflict(ProgramEnd.Ended ended) => Said(ended).Contains("(Conflict)", StringComparison.Ordinal);

    /// <summary>The sentence.</summary>
    public static string Sentence(ProgramEnd end, KubernetesAccess access)
    {
        if (end is ProgramEnd.Failed failed)
        {
            return $"{access.Program}: {failed.Reason}{(failed.Reason.Contains("not be started", StringComparison.Ordinal) ? "; is kubectl installed, and on the path of the gate?" : "")}";
        }

        var said = Said(end);
        var cure = Cures.FirstOrDefault(known => said.Contains(known.Sign, StringComparison.Ordinal)).Cure;
        return $"kubectl says: {PlainText.Head(said, LongestLine)}{(cure is null ? "" : $"; {cure(access)}")}";
    }

    // Lines of the client's log go before the one that says what is wrong.
    private static string Said(ProgramEnd end) =>
        end.Output.Error.Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0) ?? "nothing, and gave up";
}
