using System.Globalization;

namespace MigrationGuard.Recordings.Masking;

/// <summary>Numbers of parameters in canonical texts.</summary>
internal static class ParameterNumber
{
    /// <summary>The number of <c>$12</c>; from 1.</summary>
    public static int Of(ReadOnlySpan<char> token) => int.Parse(token[1..], NumberStyles.None, CultureInfo.InvariantCulture);
}
