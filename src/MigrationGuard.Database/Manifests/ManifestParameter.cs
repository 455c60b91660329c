namespace MigrationGuard.Manifests;

/// <summary>A parameter of a statement; its position in the list is its number.</summary>
/// <param name="Name">The name that the application gives it, without prefix; null for <c>$1</c> and <c>?</c>.</param>
/// <param name="Type">The type as the client sends it, or <see cref="Unknown"/>.</param>
public sealed record ManifestParameter(string? Name, string Type = ManifestParameter.Unknown)
{
    /// <summary>The client sends no type, or it is not known; the server infers one.</summary>
    public const string Unknown = "unknown";
}
