using MigrationGuard.TestKit;

namespace WebShop.Demo;

/// <summary>Where the programs lie that this build of the demo starts.</summary>
internal static class Layout
{
    public static string Configuration { get; } = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;

    public static string Shop { get; } = RepositoryFiles.Path("samples", "WebShop");

    public static string Tool { get; } = RepositoryFiles.Path("src", "MigrationGuard.Cli", "bin", Configuration, "net10.0", "migrationguard.dll");

    public static string Load { get; } = Path.Combine(Shop, "Load", "bin", Configuration, "net10.0", "WebShop.Load.dll");

    public static string App(string release) => Built(release, "App", $"WebShop.V{Number(release)}.dll");

    public static string Tests(string release) => Built(release, "Tests", $"WebShop.V{Number(release)}.Tests.dll");

    private static string Built(string release, string part, string file) => Path.Combine(Shop, Minor(release), part, "bin", Configuration, "net10.0", file);

    private static string Minor(string release) => string.Join('.', release.Split('.').Take(2));

    private static string Number(string release) => Minor(release).Replace(".", "", StringComparison.Ordinal);
}
