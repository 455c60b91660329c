using NUnit.Framework;

namespace MigrationGuard.TestKit;

/// <summary>Compares one large piece of work with several small ones of the same total size: they take equally long unless the work grows faster than its size.</summary>
public static class Growth
{
    private const int Times = 8;

    private const int Attempts = 6;

    // Quadratic work takes Times as long; collections of a larger heap and deeper trees about twice.
    private const double Limit = 4;

    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Asserts that eight times the size takes about eight times as long. Processor time counts, the best of several attempts, and the first good attempt ends it, so that a busy machine fails nothing.
    /// </summary>
    /// <param name="large">The large size; the small one is an eighth of it.</param>
    /// <param name="prepare">Prepares work of a size; only the work itself is measured.</param>
    public static void AssertLinear(int large, Func<int, Action> prepare)
    {
        Action many = prepare(large / Times), one = prepare(large);
        many();
        var (small, whole) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            small = Less(small, Measure(many, Times));
            whole = Less(whole, Measure(one, 1));
            if (whole < (small * Limit) + Noise)
            {
                return;
            }
        }

        Assert.Fail($"{Times} times {large / Times} took {small.TotalMilliseconds:0} ms of processor time, {large} at once {whole.TotalMilliseconds:0} ms");
    }

    private static TimeSpan Less(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Measure(Action work, int count)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < count; i++)
        {
            work();
        }

        return Environment.CpuUsage.TotalTime - before;
    }
}
