using System.Text;

namespace MigrationGuard.Gate.Machine;

/// <summary>Words for people and journal, from the names of types.</summary>
internal static class Words
{
    /// <summary><c>RunExpandStep</c> as <c>run-expand-step</c>.</summary>
    public static string Hyphenated(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
