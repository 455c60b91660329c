using System.Reflection;

/// <summary>Found by the runtime by this name, without a namespace: https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md</summary>
internal sealed class StartupHook
{
    private const string Target = "MIGRATIONGUARD_RECORD";

    private static readonly string[] Drivers = ["Npgsql", "Microsoft.EntityFrameworkCore.Relational", "Microsoft.Data.SqlClient", "System.Data.SqlClient"];

    private static int _begun;

    /// <summary>Waits for a database driver: most processes below a build or a test run never load one, and cost nothing.</summary>
    public static void Initialize()
    {
        try
        {
            if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Target)))
            {
                return;
            }

            AppDomain.CurrentDomain.AssemblyLoad += Loaded;
            foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
            {
                Consider(assembly);
            }
        }
        catch (Exception e)
        {
            Say(e);
        }
    }

    private static void Loaded(object sender, AssemblyLoadEventArgs loaded) => Consider(loaded.LoadedAssembly);

    private static void Consider(Assembly assembly)
    {
        try
        {
            if (Array.IndexOf(Drivers, assembly.GetName().Name) >= 0 && Interlocked.Exchange(ref _begun, 1) == 0)
            {
                AppDomain.CurrentDomain.AssemblyLoad -= Loaded;
                Begin();
            }
        }
        catch (Exception e)
        {
            Say(e);
        }
    }

    private static void Begin()
    {
        if (Environment.Version.Major < 10)
        {
            Console.Error.WriteLine($"migrationguard: not recorded: this process runs .NET {Environment.Version}, and the recorder needs .NET 10");
            return;
        }

        var recorder = Path.Combine(Path.GetDirectoryName(typeof(StartupHook).Assembly.Location), "MigrationGuard.Recording.dll");
        Assembly.LoadFile(recorder).GetType("MigrationGuard.Recordings.Hooking.HookEntry", throwOnError: true)
            .GetMethod("Begin", BindingFlags.Public | BindingFlags.Static).Invoke(null, null);
    }

    private static void Say(Exception e) => Console.Error.WriteLine($"migrationguard: not recorded: {(e is TargetInvocationException { InnerException: { } inner } ? inner : e).Message}");
}
