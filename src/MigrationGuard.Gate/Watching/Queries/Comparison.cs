using System.Globalization;

namespace MigrationGuard.Gate.Watching.Queries;

/// <summary>A comparison with a number, e.g. <c>&lt; 0.01</c>.</summary>
/// <param name="Operator">One of <c>&lt; &lt;= &gt; &gt;= == !=</c>.</param>
/// <param name="Limit">What is compared with; finite.</param>
public sealed record Comparison(string Operator, double Limit)
{
    /// <summary>What to write, for messages.</summary>
    public const string Examples = "a comparison such as \"< 0.01\", \">= 99.5\", \"== 0\" or \"== true\"";

    private static readonly string[] Operators = ["<=", ">=", "==", "!=", "<", ">"];

    /// <summary>Reads one; null when it is none.</summary>
    public static Comparison? Read(string text)
    {
        var rest = text.AsSpan().Trim();
        foreach (var known in Operators)
        {
            if (rest.StartsWith(known, StringComparison.Ordinal))
            {
                return Number(rest[known.Length..].Trim()) is { } limit ? new(known, limit) : null;
            }
        }

        return null;
    }

    /// <summary>Whether it holds; never for what is not a number.</summary>
    public bool Holds(double value) => !double.IsNaN(value) && Operator switch
    {
        "<" => value < Limit,
        "<=" => value <= Limit,
        ">" => value > Limit,
        ">=" => value >= Limit,
        "==" => value == Limit,
        _ => value != Limit,
    };

    /// <summary>A value for which both hold; null when there is none.</summary>
    public double? Common(Comparison other)
    {
        // Between, at and beyond the two limits nothing changes.
        var (low, high) = (Math.Min(Limit, other.Limit), Math.Max(Limit, other.Limit));
        foreach (var value in (double[])[low, high, (low / 2) + (high / 2), double.NegativeInfinity, double.PositiveInfinity])
        {
            if (Holds(value) && other.Holds(value))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>As <see cref="Read"/> reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Operator} {Limit:R}");

    private static double? Number(ReadOnlySpan<char> text) => text switch
    {
        "true" => 1,
        "false" => 0,
        _ => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
    };
}
