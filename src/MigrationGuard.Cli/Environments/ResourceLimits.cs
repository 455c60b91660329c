namespace MigrationGuard.Cli.Environments;

/// <summary>The limits of the control group of this process. https://docs.kernel.org/admin-guide/cgroup-v2.html</summary>
internal static class ResourceLimits
{
    private static readonly (string Name, string File)[] Files = [("memory", "memory.max"), ("cpu", "cpu.max"), ("pids", "pids.max")];

    /// <summary>Those that can be read.</summary>
    public static Dictionary<string, string> Read(string folder = "/sys/fs/cgroup")
    {
        var limits = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, file) in Files)
        {
            try
            {
                limits[name] = File.ReadAllText(Path.Combine(folder, file)).Trim();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // The root group has none, and other systems have no groups.
            }
        }

        return limits;
    }
}
