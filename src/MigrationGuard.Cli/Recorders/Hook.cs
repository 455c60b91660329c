using MigrationGuard.Recordings;

namespace MigrationGuard.Cli.Recorders;

/// <summary>The start-up hook with which .NET programs record themselves. https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md</summary>
internal static class Hook
{
    // dotnet test kills its test host 100 ms behind the last test: too soon for what was seen last to be written.
    // https://github.com/microsoft/vstest/blob/main/src/Microsoft.TestPlatform.CrossPlatEngine/Client/ProxyOperationManager.cs
    private const string TestHostPatience = "VSTEST_TESTHOST_SHUTDOWN_TIMEOUT";
    private const string Milliseconds = "10000";

    /// <summary>What a command has to have in its environment, with all that it starts.</summary>
    /// <exception cref="UsageException">The hook is not beside this tool.</exception>
    public static IReadOnlyDictionary<string, string> Environment(string target, RecordedVersion version, Surroundings surroundings)
    {
        var hook = RecordingHook.Assembly;
        if (!File.Exists(hook))
        {
            throw new UsageException($"{hook} is missing: it is a part of this tool; install it again");
        }

        var others = surroundings.Variable(RecordingHook.Variable);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [RecordingHook.Variable] = others is { Length: > 0 } ? others + Path.PathSeparator + hook : hook,
            [RecordingTarget.Variable] = target,
            [RecordingTarget.ServiceVariable] = version.Service,
            [RecordingTarget.LabelVariable] = version.Label,
            [RecordingTarget.DigestVariable] = version.Digest,
            [TestHostPatience] = surroundings.Variable(TestHostPatience) ?? Milliseconds,
            [RecordingTarget.RootVariable] = surroundings.Directory,
        };
    }
}
