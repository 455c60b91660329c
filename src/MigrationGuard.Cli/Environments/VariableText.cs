using System.Text;

namespace MigrationGuard.Cli.Environments;

/// <summary>Reads what <c>env</c> and <c>env -0</c> print, and <c>/proc/PID/environ</c>.</summary>
internal static class VariableText
{
    /// <summary>The variables. Where lines separate them, a line that cannot begin one belongs to the value before it.</summary>
    public static Dictionary<string, string> Read(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var isExact = text.Contains('\0', StringComparison.Ordinal);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var last = "";
        foreach (var part in text.Split(isExact ? '\0' : '\n'))
        {
            var line = isExact ? part : part.TrimEnd('\r');
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && (isExact || line.AsSpan(0, equals).IndexOfAnyExcept(NameLetters) < 0))
            {
                last = line[..equals];
                variables[last] = line[(equals + 1)..];
            }
            else if (!isExact && last.Length > 0 && line.Length > 0)
            {
                variables[last] += "\n" + line;
            }
        }

        return variables;
    }

    private static readonly System.Buffers.SearchValues<char> NameLetters = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-:");
}
