using System.Text;
using MigrationGuard.Configuration;

namespace MigrationGuard.Cli.Configuration;

/// <summary>Reads JSON files with comments and trailing commas, keeping the places.</summary>
internal static class JsonFile
{
    /// <summary>The value of a file; <paramref name="shown"/> is its path in messages.</summary>
    /// <exception cref="UsageException">The file cannot be read or is no JSON.</exception>
    public static PlacedJson Read(string shown, string fullPath)
    {
        try
        {
            return Parse(shown, File.ReadAllBytes(fullPath));
        }
        catch (Exception exception) when (Sources.Problem.Of(shown, exception) is { } problem)
        {
            throw new UsageException(problem.ToString());
        }
    }

    /// <summary>The value of the text of a file.</summary>
    /// <exception cref="UsageException">The text is no JSON.</exception>
    public static PlacedJson Parse(string shown, ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8);
        return UsageException.Of(() => PlacedJsonReader.Read(shown, text));
    }
}
