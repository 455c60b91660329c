using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Postgres.Backfills;

namespace MigrationGuard.PostgreSql.Tests.Backfills;

public sealed class BatchSizeTests
{
    private static readonly TimeSpan Target = TimeSpan.FromMilliseconds(250);

    [Test]
    public void It_settles_where_a_batch_takes_the_target()
    {
        var size = new BatchSize(1_000, 50_000, Target);
        for (var batch = 0; batch < 20; batch++)
        {
            size.Took(TimeSpan.FromMilliseconds(size.Units / 40.0));
        }

        Assert.That(size.Units, Is.InRange(9_900, 10_100));
    }

    [Test]
    public void One_odd_batch_makes_the_next_at_most_twice_as_large_or_half_as_large()
    {
        var size = new BatchSize(1_000, 50_000, Target);
        size.Took(TimeSpan.Zero);
        Assert.That(size.Units, Is.EqualTo(2_000));
        size.Took(TimeSpan.FromHours(1));
        Assert.That(size.Units, Is.EqualTo(1_000));
    }

    [FsCheck.NUnit.Property]
    public Property It_stays_between_one_and_the_largest_whatever_happens() => Prop.ForAll(
        ArbMap.Default.ArbFor<int[]>(),
        events =>
        {
            var size = new BatchSize(1_000, 5_000, Target);
            foreach (var happened in events)
            {
                switch (happened % 4)
                {
                    case 0: size.Halve(); break;
                    case 1: size.Seek(); break;
                    case 2: size.Found(); break;
                    default: size.Took(TimeSpan.FromMilliseconds(Math.Abs((long)happened))); break;
                }
            }

            return size.Units is >= 1 and <= 5_000;
        });

    [Test]
    public void A_row_that_is_looked_for_is_found_in_logarithmic_time_and_then_it_goes_on_as_before()
    {
        var size = new BatchSize(4_096, 50_000, Target);
        for (var halvings = 0; halvings < 12; halvings++)
        {
            size.Seek();
            size.Took(TimeSpan.Zero);
        }

        Assert.That(size.Units, Is.EqualTo(1));
        size.Found();
        Assert.That(size.Units, Is.EqualTo(4_096));
    }
}
