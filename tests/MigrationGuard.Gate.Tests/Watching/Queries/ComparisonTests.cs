using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Gate.Watching.Queries;

namespace MigrationGuard.Gate.Tests.Watching.Queries;

public sealed class ComparisonTests
{
    private static readonly (string Text, Func<double, double, bool> Holds)[] Operators =
    [
        ("<", (value, limit) => value < limit), ("<=", (value, limit) => value <= limit), (">", (value, limit) => value > limit),
        (">=", (value, limit) => value >= limit), ("==", (value, limit) => value == limit), ("!=", (value, limit) => value != limit),
    ];

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void What_is_written_is_what_is_compared(byte which, NormalFloat limit, NormalFloat value, bool space)
    {
        var (text, holds) = Operators[which % Operators.Length];
        var comparison = Comparison.Read(string.Create(CultureInfo.InvariantCulture, $"{text}{(space ? " " : "")}{limit.Get:R}"));
        foreach (var number in new[] { value.Get, limit.Get, Math.BitIncrement(limit.Get), Math.BitDecrement(limit.Get) })
        {
            Assert.That(comparison!.Holds(number), Is.EqualTo(holds(number, limit.Get)), $"{number:R} {comparison}");
        }

        Assert.That(Comparison.Read(comparison!.ToString()), Is.EqualTo(comparison));
        Assert.That(comparison.Holds(double.NaN), Is.False);
    }

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public void No_text_makes_it_throw_and_none_is_half_read(string? text, byte which)
    {
        var written = Operators[which % Operators.Length].Text + text;
        var read = Comparison.Read(written);
        Assert.That(read is null || Comparison.Read(read.ToString()) == read, Is.True, written);
        Assert.That(Comparison.Read((text ?? "") + " 1x"), Is.Null);
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void What_two_have_in_common_is_found(byte one, byte other, sbyte low, sbyte high)
    {
        var (first, second) = (Comparison.Read($"{Operators[one % 6].Text} {low}")!, Comparison.Read($"{Operators[other % 6].Text} {high}")!);
        var common = Enumerable.Range(-600, 1200).Select(half => half / 2.0).Where(value => first.Holds(value) && second.Holds(value)).ToList();
        Assert.That(first.Common(second) is not null, Is.EqualTo(common.Count > 0), $"{first} and {second}");
        Assert.That(first.Common(second) is not { } value || (first.Holds(value) && second.Holds(value)), Is.True);
    }

    [TestCase("== true", 1, true)]
    [TestCase("== false", 1, false)]
    [TestCase(">= 99.5", 99.5, true)]
    [TestCase("<1e-3", 0.0009, true)]
    public void Numbers_and_truth_can_be_compared_with(string text, double value, bool holds) => Assert.That(Comparison.Read(text)!.Holds(value), Is.EqualTo(holds));

    [TestCase("")]
    [TestCase("0.01")]
    [TestCase("< NaN")]
    [TestCase("< Infinity")]
    [TestCase("< 1e999")]
    [TestCase("= 1")]
    [TestCase("< 1 %")]
    [TestCase("< 1,5")]
    [TestCase("=> 1")]
    [TestCase("< -")]
    public void What_is_no_comparison_is_not_read(string text) => Assert.That(Comparison.Read(text), Is.Null);
}
