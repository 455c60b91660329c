using System.Text.Json;

namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>What a call of kubectl gave.</summary>
internal abstract record KubectlAnswer
{
    private KubectlAnswer()
    {
    }

    /// <summary>An object, or a list of them.</summary>
    public sealed record Read(JsonElement Value) : KubectlAnswer;

    /// <summary>A change is made.</summary>
    public sealed record Written : KubectlAnswer;

    /// <summary>A change was refused: the object is not the one that was read any more.</summary>
    public sealed record Conflict : KubectlAnswer;

    /// <summary>None of it; a change may have been made.</summary>
    public sealed record Failed(string Reason) : KubectlAnswer;
}
