using System.Globalization;
using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>Dates and times that a migration creates out of constants.</summary>
internal static class EfMoments
{
    /// <summary>The moment of <c>new DateTime(…)</c>, and whether it is UTC; null when it is none or not constant.</summary>
    public static (DateTime Moment, bool Utc)? DateTime(Value value)
    {
        if (value is not RowValue { Type: "DateTime" } created || Numbers(created.Arguments) is not { Count: > 0 } parts)
        {
            return null;
        }

        var utc = created.Arguments.Items.Any(item => item.Value is MemberValue { Type: "DateTimeKind", Member: "Utc" });
        try
        {
            return parts.Count switch
            {
                1 => (new DateTime(parts[0]), utc),
                3 => (new DateTime((int)parts[0], (int)parts[1], (int)parts[2]), utc),
                >= 6 and <= 8 => (new DateTime((int)parts[0], (int)parts[1], (int)parts[2], (int)parts[3], (int)parts[4], (int)parts[5])
                    .AddMilliseconds(parts.Count > 6 ? parts[6] : 0).AddTicks(parts.Count > 7 ? parts[7] * 10 : 0), utc),
                _ => null,
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>The length of <c>new TimeSpan(…)</c>; null when it is none or not constant.</summary>
    public static TimeSpan? TimeSpan(Value value)
    {
        if (value is not RowValue { Type: "TimeSpan" } created || Numbers(created.Arguments) is not { Count: > 0 } parts)
        {
            return null;
        }

        try
        {
            return parts.Count switch
            {
                1 => new TimeSpan(parts[0]),
                3 => new TimeSpan((int)parts[0], (int)parts[1], (int)parts[2]),
                4 or 5 => new TimeSpan((int)parts[0], (int)parts[1], (int)parts[2], (int)parts[3], parts.Count > 4 ? (int)parts[4] : 0),
                _ => null,
            };
        }
        catch (Exception fault) when (fault is ArgumentOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The moment of <c>new DateTimeOffset(new DateTime(…), new TimeSpan(…))</c>; null when it is none or not constant.</summary>
    public static DateTimeOffset? DateTimeOffset(Value value)
    {
        if (value is RowValue { Type: "DateTimeOffset" } created && created.Arguments.Of("dateTime", 0) is { } at && DateTime(at) is { } moment)
        {
            try
            {
                var offset = created.Arguments.Of("offset", 1) is { } written ? TimeSpan(written) : System.TimeSpan.Zero;
                return offset is { } known ? new DateTimeOffset(System.DateTime.SpecifyKind(moment.Moment, DateTimeKind.Unspecified), known) : null;
            }
            catch (ArgumentException)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The text of a moment in a format, independent of the culture.</summary>
    public static string Format(IFormattable moment, string format) => moment.ToString(format, CultureInfo.InvariantCulture);

    private static List<long>? Numbers(Arguments arguments)
    {
        var numbers = new List<long>();
        foreach (var item in arguments.Items)
        {
            switch (item.Value)
            {
                case ConstantValue { Constant: int number }:
                    numbers.Add(number);
                    break;
                case ConstantValue { Constant: long number }:
                    numbers.Add(number);
                    break;
                case MemberValue:
                    break;
                default:
                    return null;
            }
        }

        return numbers;
    }
}
