using System.ComponentModel;
using System.Diagnostics;

namespace MigrationGuard.Cli.Checking;

/// <summary>Asks git which files changed.</summary>
internal static class GitChanges
{
    /// <summary>Absolute paths of the files that were added or changed in the working tree since it left the commit's line, untracked ones included.</summary>
    /// <exception cref="UsageException">The folder is in no repository, or the commit is not known.</exception>
    /// <exception cref="DependencyException">git is not there.</exception>
    public static HashSet<string> Since(string commit, string folder)
    {
        var up = Git(folder, "rev-parse", "--show-cdup") ?? throw new UsageException($"--git-diff: {folder} is in no git repository");
        var root = Path.GetFullPath(up.TrimEnd('\n'), folder);
        var hash = Git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", commit + "^{commit}")?.Trim()
            ?? throw new UsageException($"--git-diff: \"{commit}\" is no commit here; write a branch, tag or hash, and fetch it in a shallow clone (git fetch origin {commit})");
        var changed = Git(root, "diff", "--merge-base", "--name-only", "--diff-filter=d", "-z", hash, "--")
            ?? Git(root, "diff", "--name-only", "--diff-filter=d", "-z", hash, "--");
        var untracked = Git(root, "ls-files", "--others", "--exclude-standard", "-z");
        return (changed + untracked).Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(path => Path.GetFullPath(path, root)).ToHashSet(StringComparer.Ordinal);
    }

    private static string? Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            throw new DependencyException("--git-diff needs git, and no program git can be started");
        }
    }
}
