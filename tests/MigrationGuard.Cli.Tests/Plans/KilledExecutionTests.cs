using System.Diagnostics;
using System.Globalization;

namespace MigrationGuard.Cli.Tests.Plans;

[TestFixture(15)]
[TestFixture(18)]
public sealed class KilledExecutionTests(int major)
{
    private const int Rows = 30_000;

    // A soak takes more; each costs about two seconds.
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("MIGRATIONGUARD_KILLS") ?? "8", CultureInfo.InvariantCulture);

    private static readonly string[][] Phases = [[], ["--phase", "contract"]];

    [Test]
    public void Killed_anywhere_and_run_again_a_plan_ends_with_the_same_schema_and_the_same_rows()
    {
        var undisturbed = Undisturbed(out var usual);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var kills = 0; kills < Kills;)
        {
            using var scene = new ExecuteScene(major, Rows);
            scene.Plan();
            foreach (var phase in Phases)
            {
                while (kills < Kills && Killed(scene, phase, TimeSpan.FromMilliseconds(random.Next(150, (int)usual.TotalMilliseconds))))
                {
                    kills++;
                }

                Finish(scene, phase, seed);
            }

            Assert.That(scene.State(), Is.EqualTo(undisturbed), $"seed {seed}, kill {kills}");
            Assert.That(scene.Ask<long>("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), Is.Zero);
        }
    }

    private (string Schema, string Rows) Undisturbed(out TimeSpan usual)
    {
        using var scene = new ExecuteScene(major, Rows);
        scene.Plan();
        var clock = Stopwatch.StartNew();
        using (var process = scene.Start())
        {
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero);
        }

        usual = clock.Elapsed;
        Finish(scene, Phases[1], 0);
        return scene.State();
    }

    // False when it had ended before.
    private static bool Killed(ExecuteScene scene, string[] phase, TimeSpan after)
    {
        using var process = scene.Start(["--take-over", .. phase]);
        if (process.WaitForExit(after))
        {
            return false;
        }

        process.Kill();
        process.WaitForExit();
        return true;
    }

    // What the killed one had sent may still run.
    private static void Finish(ExecuteScene scene, string[] phase, int seed)
    {
        var end = scene.Execute(["--take-over", .. phase]);
        Assert.That(end.Code, Is.EqualTo(ExitCode.Yes), $"seed {seed}\n{end.Error}{end.Output}");
    }
}
