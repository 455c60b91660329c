namespace MigrationGuard.TestKit;

/// <summary>Finds files of the repository that a test was built from.</summary>
public static class RepositoryFiles
{
    /// <summary>The directory that holds <c>MigrationGuard.sln</c>.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The absolute path of a file given by its parts below <see cref="Root"/>.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot(string start)
    {
        for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(directory.FullName, "MigrationGuard.sln")))
            {
                return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No MigrationGuard.sln above {start}.");
    }
}
