using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Collections;

namespace MigrationGuard.Tests.Collections;

public sealed class EquatableListTests
{
    private static readonly Arbitrary<int[]> Items = Gen.Choose(0, 3).ArrayOf().ToArbitrary();

    [Test]
    public void Lists_are_equal_when_their_items_are() =>
        Prop.ForAll(Items, Items, (left, right) =>
        {
            EquatableList<int> one = left, other = right;
            return one == other == left.SequenceEqual(right)
                && one.Equals((object)other) == left.SequenceEqual(right)
                && (one != other || one.GetHashCode() == other.GetHashCode());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void It_enumerates_its_items() =>
        Prop.ForAll(Items, items =>
        {
            EquatableList<int> list = items;
            var seen = new List<int>();
            foreach (var item in list)
            {
                seen.Add(item);
            }

            return seen.SequenceEqual(items) && list.SequenceEqual(items) && list.Count == items.Length;
        }).Check(Config.QuickThrowOnFailure);

    [Test]
    public void Append_and_RemoveAll_do_not_change_the_list_itself() =>
        Prop.ForAll(Items, items =>
        {
            EquatableList<int> list = items.ToArray();
            return list.Append(9).SequenceEqual([.. items, 9])
                && list.RemoveAll(item => item == 0).SequenceEqual(items.Where(item => item != 0))
                && list.Map(item => item + 1).SequenceEqual(items.Select(item => item + 1))
                && list.SequenceEqual(items);
        }).Check(Config.QuickThrowOnFailure);

    [Test]
    public void The_default_value_is_the_empty_list()
    {
        EquatableList<string> list = default;
        Assert.That(list, Is.EqualTo(EquatableList<string>.Empty));
        Assert.That(list == Array.Empty<string>());
        Assert.That(list.GetHashCode(), Is.EqualTo(new EquatableList<string>([]).GetHashCode()));
        Assert.That(list.Append("a")[0], Is.EqualTo("a"));
        Assert.That(list.Find(_ => true), Is.Null);
        Assert.That(() => list[0], Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_list_copied_from_a_List_does_not_follow_its_changes()
    {
        var source = new List<int> { 1 };
        EquatableList<int> list = source;
        source[0] = 2;
        Assert.That(list[0], Is.EqualTo(1));
    }

    [Test]
    public void Null_items_are_compared_too()
    {
        EquatableList<string?> one = new string?[] { null }, other = new string?[] { "a" };
        Assert.That(one == other, Is.False);
        Assert.That(one == new string?[] { null });
    }
}
