using System.Text.Json;
using MigrationGuard.Snapshots;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Snapshots;

public sealed class SchemaSnapshotTests
{
    [Test]
    public void Order_of_objects_and_members_does_not_count()
    {
        var one = new SchemaSnapshot([Object("relation", "a", """{ "x": 1, "y": [1, 2] }"""), Object("type", "b", "{}")]);
        var two = new SchemaSnapshot([Object("type", "b", "{ }"), Object("relation", "a", """{"y":[1,2],"x":1}""")]);
        Assert.Multiple(() =>
        {
            Assert.That(two.Fingerprint, Is.EqualTo(one.Fingerprint));
            Assert.That(two.ToJson(), Is.EqualTo(one.ToJson()));
            Assert.That(SchemaDifference.Between(one, two).IsEmpty);
        });
    }

    [TestCase("""{"x":[2,1]}""")]
    [TestCase("""{"x":[1,2],"y":null}""")]
    [TestCase("""{"X":[1,2]}""")]
    [TestCase("""{"x":["1","2"]}""")]
    [TestCase("""{"x":"1,2"}""")]
    public void Any_other_fact_is_another_fingerprint(string facts)
    {
        var one = new SchemaSnapshot([Object("relation", "a", """{"x":[1,2]}""")]);
        var two = new SchemaSnapshot([Object("relation", "a", facts)]);
        Assert.Multiple(() =>
        {
            Assert.That(two.Fingerprint, Is.Not.EqualTo(one.Fingerprint));
            Assert.That(SchemaDifference.Between(one, two).Changes, Is.Not.Empty);
        });
    }

    [Test]
    public void Parts_cannot_move_from_one_name_into_the_next()
        => Assert.That(
            new SchemaSnapshot([Object("a", "bc", "{}")]).Fingerprint,
            Is.Not.EqualTo(new SchemaSnapshot([Object("ab", "c", "{}")]).Fingerprint));

    [Test]
    public void A_snapshot_survives_its_file_whatever_its_names()
    {
        var snapshot = new SchemaSnapshot([Object("relation", "public.\"Größe \\ \"\"x\"\"\n表\"", """{ "a\nb": "\u0001 \" \\ é", "n": 9223372036854775807, "f": 1.50 }""")]);
        var read = SchemaSnapshot.Parse(snapshot.ToJson());
        Assert.Multiple(() =>
        {
            Assert.That(read.Objects, Is.EqualTo(snapshot.Objects));
            Assert.That(read.Fingerprint, Is.EqualTo(snapshot.Fingerprint));
            Assert.That(read.Find("relation", snapshot.Objects[0].Identity), Is.Not.Null);
        });
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("[1]")]
    [TestCase("[{\"kind\":\"relation\"}]")]
    [TestCase("[{\"kind\":null,\"identity\":\"a\",\"facts\":{}}]")]
    [TestCase("[{\"kind\":\"a\",\"identity\":\"a\",\"facts\":{}},{\"kind\":\"a\",\"identity\":\"a\",\"facts\":{}}]")]
    public void What_is_no_snapshot_is_said(string json)
        => Assert.That(() => SchemaSnapshot.Parse(json), Throws.TypeOf<FormatException>().With.Message.StartsWith("This is no snapshot"));

    private static SchemaObject Object(string kind, string identity, string facts)
    {
        using var document = JsonDocument.Parse(facts);
        return new SchemaObject(kind, identity, document.RootElement);
    }
}
