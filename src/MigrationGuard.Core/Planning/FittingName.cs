using System.Globalization;
using MigrationGuard.Sql;

namespace MigrationGuard.Planning;

/// <summary>Names that a plan makes of others.</summary>
internal static class FittingName
{
    private const int HashLength = 9;

    /// <summary>The name, cut to what the server takes: it would cut it itself, and two long names that begin alike would be one.</summary>
    public static string Of(string name, SqlSyntax syntax)
    {
        if (syntax.LengthOf(name) <= syntax.MaximumNameLength)
        {
            return name;
        }

        var cut = name.Length;
        while (syntax.LengthOf(name.Substring(0, cut)) > syntax.MaximumNameLength - HashLength || char.IsHighSurrogate(name[cut - 1]))
        {
            cut--;
        }

        return name.Substring(0, cut) + "_" + Hash(name).ToString("x8", CultureInfo.InvariantCulture);
    }

    // FNV-1a
    private static uint Hash(string name)
    {
        var hash = 2166136261;
        foreach (var letter in name)
        {
            hash = unchecked((hash ^ letter) * 16777619);
        }

        return hash;
    }
}
