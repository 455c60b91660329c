using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Collections;

namespace MigrationGuard.Tests.Collections;

public sealed class PersistentMapTests
{
    // A key is set when the value is positive, removed otherwise; few keys, so that changes meet.
    private static readonly Arbitrary<(int Key, int Value)[]> Changes =
        (from key in Gen.Choose(0, 40)
         from value in Gen.Choose(-5, 9)
         select (key, value)).ArrayOf().ToArbitrary();

    [Test]
    public void A_map_is_a_sorted_dictionary() =>
        Prop.ForAll(Changes, changes =>
        {
            var map = Empty();
            var expected = new SortedDictionary<int, string>();
            foreach (var (key, value) in changes)
            {
                map = Apply(map, key, value);
                Apply(expected, key, value);
            }

            return map.Entries().SequenceEqual(expected)
                && map.IsEmpty == (expected.Count == 0)
                && Enumerable.Range(-1, 43).All(key => map.Find(key) == expected.GetValueOrDefault(key));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Test]
    public void A_change_leaves_the_older_map_as_it_was() =>
        Prop.ForAll(Changes, Changes, (before, after) =>
        {
            var old = before.Aggregate(Empty(), (map, change) => Apply(map, change.Key, change.Value));
            var entries = old.Entries().ToArray();
            _ = after.Aggregate(old, (map, change) => Apply(map, change.Key, change.Value));
            return old.Entries().SequenceEqual(entries);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void A_map_stays_balanced() =>
        Prop.ForAll(Changes, changes => changes
            .Aggregate((Map: Empty(), Balanced: true), (state, change) =>
            {
                var map = Apply(state.Map, change.Key, change.Value);
                return (map, state.Balanced && IsBalanced(map));
            }).Balanced).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [TestCase(1)]
    [TestCase(-1)]
    public void Keys_in_order_do_not_make_a_list_of_it(int direction)
    {
        var map = Enumerable.Range(0, 5000).Aggregate(Empty(), (current, i) => current.Set(i * direction, "x"));
        Assert.That(IsBalanced(map));
        var half = Enumerable.Range(0, 4000).Aggregate(map, (current, i) => current.Remove(i * direction));
        Assert.That(IsBalanced(half));
        Assert.That(half.Entries().Count(), Is.EqualTo(1000));
    }

    [Test]
    public void Removing_a_key_that_is_not_there_gives_the_same_map()
    {
        var map = Empty().Set(1, "one");
        Assert.That(map.Remove(2), Is.SameAs(map));
    }

    [Test]
    public void Keys_are_the_same_when_the_comparer_says_so()
    {
        var map = new PersistentMap<string, string>(StringComparer.OrdinalIgnoreCase).Set("Users", "old").Set("USERS", "new");
        Assert.That(map.Find("users"), Is.EqualTo("new"));
        Assert.That(map.Entries().Single().Key, Is.EqualTo("USERS"));
    }

    private static PersistentMap<int, string> Empty() => new(Comparer<int>.Default);

    private static PersistentMap<int, string> Apply(PersistentMap<int, string> map, int key, int value) =>
        value > 0 ? map.Set(key, "v" + value) : map.Remove(key);

    private static void Apply(SortedDictionary<int, string> dictionary, int key, int value)
    {
        if (value > 0)
        {
            dictionary[key] = "v" + value;
        }
        else
        {
            dictionary.Remove(key);
        }
    }

    // The bound of an AVL tree.
    private static bool IsBalanced(PersistentMap<int, string> map) => map.Depth <= 1.45 * Math.Log2(map.Entries().Count() + 2);
}
