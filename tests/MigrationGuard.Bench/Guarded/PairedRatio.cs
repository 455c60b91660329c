namespace MigrationGuard.Bench.Guarded;

/// <summary>The ratio of two rates that were measured in interleaved pairs: geometric mean with a 95 % confidence interval.</summary>
/// <param name="Pairs">How many pairs were measured.</param>
/// <param name="Ratio">The geometric mean of second rate / first rate.</param>
/// <param name="Low">Lower bound.</param>
/// <param name="High">Upper bound.</param>
internal sealed record PairedRatio(int Pairs, double Ratio, double Low, double High)
{
    /// <summary>Two-sided 95 % quantiles of Student's t for 1, 2, … degrees of freedom; 2.0 is close enough beyond.</summary>
    private static readonly double[] Quantiles =
        [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093];

    /// <summary>The ratio of given pairs.</summary>
    /// <exception cref="ArgumentException">Fewer than two pairs.</exception>
    public static PairedRatio Of(IReadOnlyList<(double First, double Second)> pairs)
    {
        if (pairs.Count < 2)
        {
            throw new ArgumentException("An interval needs two pairs at least.", nameof(pairs));
        }

        var logs = pairs.Select(pair => Math.Log(pair.Second / pair.First)).ToArray();
        var mean = logs.Average();
        var deviation = Math.Sqrt(logs.Sum(log => (log - mean) * (log - mean)) / (logs.Length - 1));
        var half = (logs.Length - 2 < Quantiles.Length ? Quantiles[logs.Length - 2] : 2.0) * deviation / Math.Sqrt(logs.Length);
        return new PairedRatio(pairs.Count, Math.Exp(mean), Math.Exp(mean - half), Math.Exp(mean + half));
    }
}
