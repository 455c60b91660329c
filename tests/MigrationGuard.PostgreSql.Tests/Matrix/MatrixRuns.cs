using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>One run per server, shared by the tests of this folder.</summary>
[SetUpFixture]
public sealed class MatrixRuns
{
    private static readonly Dictionary<int, MatrixRun> Runs = [];

    [OneTimeTearDown]
    public void End()
    {
        foreach (var run in Runs.Values)
        {
            run.Dispose();
        }

        Runs.Clear();
    }

    internal static async Task<MatrixRun> OnAsync(int major)
    {
        if (!Runs.TryGetValue(major, out var run))
        {
            Runs[major] = run = await MatrixRun.StartAsync(major);
        }

        return run;
    }
}
