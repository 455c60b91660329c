namespace MigrationGuard.Bench.Recorded;

/// <summary>What queries took.</summary>
/// <param name="Queries">How many ran.</param>
/// <param name="Milliseconds">How long.</param>
/// <param name="Processor">Processor time of the process, in milliseconds.</param>
/// <param name="Bytes">What the process allocated.</param>
internal sealed record Spent(double Queries, double Milliseconds, double Processor, double Bytes)
{
    /// <summary>Queries a second.</summary>
    public double Rate => Queries / Milliseconds * 1000;

    /// <summary>Both together.</summary>
    public static Spent operator +(Spent left, Spent right)
        => new(left.Queries + right.Queries, left.Milliseconds + right.Milliseconds, left.Processor + right.Processor, left.Bytes + right.Bytes);
}
