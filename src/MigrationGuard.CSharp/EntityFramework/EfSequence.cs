using System.Globalization;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>The options of a sequence.</summary>
internal sealed record EfSequence(long Increment)
{
    /// <summary>The first value.</summary>
    public long Start { get; init; } = 1;

    /// <summary>The smallest value.</summary>
    public long? Min { get; init; }

    /// <summary>The largest value.</summary>
    public long? Max { get; init; }

    /// <summary>Whether it begins again behind the last one.</summary>
    public bool Cyclic { get; init; }

    /// <summary>As CREATE SEQUENCE writes them.</summary>
    public string ForCreate => $" START WITH {Number(Start)}{Options("", "")}";

    /// <summary>As ALTER SEQUENCE writes them.</summary>
    public string ForAlter => Options(" NO MINVALUE", " NO MAXVALUE");

    /// <summary>The sequence of a call.</summary>
    public static EfSequence Of(EfCall call) => new(call.Number("incrementBy") ?? 1)
    {
        Start = call.Number("startValue") ?? 1,
        Min = call.Number("minValue"),
        Max = call.Number("maxValue"),
        Cyclic = call.Flag("cyclic"),
    };

    private string Options(string noMin, string noMax)
        => $" INCREMENT BY {Number(Increment)}{(Min is { } min ? " MINVALUE " + Number(min) : noMin)}{(Max is { } max ? " MAXVALUE " + Number(max) : noMax)}{(Cyclic ? " CYCLE" : " NO CYCLE")}";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
