using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MigrationGuard.TestKit.Routing;

/// <summary>A block of docs/routers.md, with the names of this machine instead of those of the page.</summary>
internal static class PublishedBlock
{
    /// <summary>The folder of the flags in the page.</summary>
    public const string Flags = "/var/lib/migrationguard/webshop";

    /// <summary>The first block whose first line names it so.</summary>
    /// <param name="name">What stands behind the three backticks.</param>
    /// <param name="names">What stands in the page, and what it is here; each must occur.</param>
    public static string Read(string name, params (string There, string Here)[] names)
    {
        var page = File.ReadAllText(RepositoryFiles.Path("docs", "routers.md"));
        var text = Regex.Match(page, $"```{Regex.Escape(name)}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        foreach (var (there, here) in names)
        {
            text = text.Contains(there, StringComparison.Ordinal) ? text.Replace(there, here, StringComparison.Ordinal) : throw new InvalidOperationException($"the block {name} of docs/routers.md does not say {there}");
        }

        return text;
    }

    /// <summary>Prepares a folder of flags as the page says.</summary>
    public static void PrepareFlags(string folder)
    {
        Directory.CreateDirectory(folder);
        using var begin = Process.Start("/bin/sh", ["-e", "-c", Read("sh flags", (Flags, folder))]);
        begin.WaitForExit();
    }

    /// <summary>An address on loopback.</summary>
    public static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
}
