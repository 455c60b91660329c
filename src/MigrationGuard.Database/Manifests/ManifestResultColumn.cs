namespace MigrationGuard.Manifests;

/// <summary>A column that a statement returns.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type with length or precision, such as <c>character varying(20)</c>.</param>
public sealed record ManifestResultColumn(string Name, string Type);
