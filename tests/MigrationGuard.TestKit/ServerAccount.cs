using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace MigrationGuard.TestKit;

/// <summary>PostgreSQL refuses to run as root: what to do about it when the tests are root.</summary>
internal static class ServerAccount
{
    private static readonly bool IsRoot = !OperatingSystem.IsWindows() && Environment.UserName == "root";

    private static readonly string Name = IsRoot && Succeeds("id", "-u", "postgres") ? "postgres" : "nobody";

    /// <summary>The words before a command that make it run as an unprivileged user; empty when we are one.</summary>
    public static string[] Prefix => IsRoot ? ["runuser", "-u", Name, "--"] : [];

    /// <summary>The directory of binaries itself, or a copy where the unprivileged user may not enter it.</summary>
    public static string Readable(string binaries)
    {
        if (!IsRoot || Succeeds([.. Prefix, "test", "-x", Path.Combine(binaries, "postgres")]))
        {
            return binaries;
        }

        var source = Path.GetDirectoryName(binaries)!;
        var identity = $"{source} {File.GetLastWriteTimeUtc(Path.Combine(binaries, "postgres")):O}";
        var digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..12];
        var copy = Path.Combine(Path.GetTempPath(), $"migrationguard-servers-{digest}");
        if (!File.Exists(Path.Combine(copy, "bin", "postgres")))
        {
            var partial = $"{copy}-{Environment.ProcessId}";
            Succeeds("cp", "-R", source, partial);
            Succeeds("chmod", "-R", "a+rX", partial);
            Succeeds("mv", "-T", partial, copy);
        }

        return Path.Combine(copy, "bin");
    }

    private static bool Succeeds(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
