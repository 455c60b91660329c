using System.Globalization;
using System.Text.Json.Nodes;
using MigrationGuard.TestKit;
using NUnit.Framework;

namespace MigrationGuard.Postgres.Tests.Facts;

public sealed class FactChangesTests
{
    // Facts below these are listed by name, so that any name stands for all.
    private static readonly HashSet<string> Named =
    [
        "columns", "constraints", "referenced_by", "indexes", "triggers", "rules", "policies", "children", "attributes", "checks", "options",
        "owner_privileges", "base_columns", "dictionaries", "column_options",
    ];

    // No command changes these without making another object of it.
    private static readonly string[] Fixed =
    [
        "relation.kind", "relation.access_method", "type.element", "type.implementation", "type.range.canonical", "routine.aggregate.*", "other.family", "other.stored",
        "other.parser", "other.template", "other.schema", "cast.source", "cast.target", "relation.foreign.server", "relation.foreign.wrapper", "relation.sequence",
        "relation.columns.*.grants",
    ];

    private readonly FactsDatabases _databases = new();

    private static IEnumerable<TestCaseData> Changes =>
        from major in PostgresServer.Majors
        from change in FactChange.All
        where major >= change.FromMajor
        select new TestCaseData(major, change).SetArgDisplayNames(major.ToString(CultureInfo.InvariantCulture), change.ToString());

    [OneTimeTearDown]
    public void Drop() => _databases.Dispose();

    [TestCaseSource(nameof(Changes))]
    public void A_change_alters_the_facts_that_it_concerns_and_no_others(int major, object changed)
    {
        var change = (FactChange)changed;
        var database = _databases[major];
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        database.Run(connection, change.Before);
        var before = database.Read(connection);
        database.Run(connection, change.Sql);
        Assert.That(FactPaths.Differing(before, database.Read(connection)).Order(StringComparer.Ordinal), Is.EqualTo(change.Expected.Order(StringComparer.Ordinal)));
    }

    [TestCaseSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
    public void Every_fact_has_a_change_that_alters_it(int major)
    {
        var database = _databases[major];
        using var connection = database.Open();
        var altered = FactChange.All.SelectMany(change => change.Expected).ToHashSet(StringComparer.Ordinal);
        var facts = database.Read(connection).SelectMany(found => Leaves(found.Key, found.Value)).ToLookup(leaf => leaf.Pattern, leaf => leaf.Path, StringComparer.Ordinal);
        var untouched = facts.Where(leaf => !IsFixed(leaf.Key) && !leaf.Any(altered.Contains) && !altered.Any(path => IsAtOrBelow(Pattern(path), leaf.Key))).Select(leaf => leaf.Key);
        Assert.That(untouched, Is.Empty);
    }

    private static bool IsFixed(string pattern) => Fixed.Any(known => pattern == known || pattern.StartsWith(known.TrimEnd('*'), StringComparison.Ordinal) && known.EndsWith('*'));

    // What is null here is an object elsewhere.
    private static bool IsAtOrBelow(string pattern, string place) => pattern == place || pattern.StartsWith(place + ".", StringComparison.Ordinal);

    // "relation app.child columns.name.type" -> "relation.columns.*.type"; names without dots are all that changes.txt has, but for identities.
    private static string Pattern(string path)
    {
        var kind = path[..path.IndexOf(' ', StringComparison.Ordinal)].TrimStart('+', '-');
        var words = path[(path.LastIndexOf(' ') + 1)..].Split('.');
        var place = Array.FindIndex(words, Named.Contains);
        if (place < 0 || place == words.Length - 1)
        {
            return $"{kind}.{string.Join('.', words)}";
        }

        var last = words[place] is "columns" or "constraints" or "referenced_by" or "indexes" or "triggers" or "rules" or "policies" or "attributes" or "checks" && words.Length > place + 2
            ? "." + words[^1]
            : "";
        return $"{kind}.{string.Join('.', words[..(place + 1)])}.*{last}";
    }

    private static IEnumerable<(string Pattern, string Path)> Leaves(string name, JsonNode facts)
    {
        var kind = name[..name.IndexOf(' ', StringComparison.Ordinal)];
        return Walk(kind, name + " ", facts);
    }

    private static IEnumerable<(string Pattern, string Path)> Walk(string pattern, string path, JsonNode? node)
    {
        if (node is not JsonObject members)
        {
            return [(pattern, path)];
        }

        var isNamed = Named.Contains(pattern[(pattern.LastIndexOf('.') + 1)..]);
        return members.SelectMany(member => Walk($"{pattern}.{(isNamed ? "*" : member.Key)}", path.EndsWith(' ') ? path + member.Key : $"{path}.{member.Key}", member.Value));
    }
}
