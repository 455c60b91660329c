namespace MigrationGuard.Bench;

/// <summary>What was measured of a tool; the lists hold one entry a round.</summary>
/// <param name="Contestant">The tool.</param>
/// <param name="Folder">Runs over the folder.</param>
/// <param name="OneFile">Runs over one small file.</param>
public sealed record BenchResult(Contestant Contestant, List<Measurement> Folder, List<Measurement> OneFile);

/// <summary>Runs the tools in turn, round by round, so that a busy machine is equally unfair to all.</summary>
public sealed class BenchRunner(BenchPlan plan, MigrationFolder folder)
{
    private const int OneFileRuns = 15;

    /// <summary>Measures.</summary>
    public BenchResult[] Run(Contestant[] contestants)
    {
        var results = Array.ConvertAll(contestants, contestant => new BenchResult(contestant, [], []));
        foreach (var result in results)
        {
            CheckThatItChecks(result.Contestant);
        }

        for (var round = 0; round <= plan.Runs; round++)
        {
            foreach (var result in results)
            {
                using var output = new OutputFile();
                var measurement = Measurement.Of(result.Contestant.CommandFor(folder), output);
                Console.Error.WriteLine($"{(round == 0 ? "warm-up" : $"round {round}")}: {result.Contestant.Name} {measurement.Wall.TotalSeconds:F2} s, exit code {measurement.ExitCode}");
                Expect(result.Contestant, measurement, output);
                if (round > 0)
                {
                    result.Folder.Add(measurement);
                }
            }
        }

        for (var round = 0; round < OneFileRuns; round++)
        {
            foreach (var result in results)
            {
                using var output = new OutputFile();
                result.OneFile.Add(Measurement.Of(result.Contestant.CommandFor(folder.Small), output));
            }
        }

        return results;
    }

    private void CheckThatItChecks(Contestant contestant)
    {
        using var output = new OutputFile();
        Expect(contestant, Measurement.Of(contestant.CommandFor(folder.Small), output), output);
        if (!output.Read().Contains("email", StringComparison.OrdinalIgnoreCase))
        {
            throw new BenchException($"{contestant.Name} cannot check yet: it finds nothing in {MigrationFolder.SmallText}");
        }
    }

    // 0 and 1 are the verdicts of all three tools; anything else means that nothing was checked.
    private static void Expect(Contestant contestant, Measurement measurement, OutputFile output)
    {
        if (measurement.ExitCode is not (0 or 1))
        {
            var said = output.Read();
            throw new BenchException($"{contestant.Name} cannot check yet: exit code {measurement.ExitCode}\n{said[..Math.Min(said.Length, 2000)]}");
        }
    }
}
