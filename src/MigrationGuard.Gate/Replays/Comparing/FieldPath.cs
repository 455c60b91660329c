namespace MigrationGuard.Gate.Replays.Comparing;

/// <summary>How the place of a field is written.</summary>
internal static class FieldPath
{
    /// <summary>Any item of an array.</summary>
    public const string Items = "[*]";

    /// <summary>The place as it is shown: names that are data are one.</summary>
    public static string Shown(IEnumerable<string> path) => "$" + string.Concat(path.Select(part => part == Items ? part : "." + RequestLine.Name(part)));
}
