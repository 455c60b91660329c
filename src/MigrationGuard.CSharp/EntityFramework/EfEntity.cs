using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>An entity type of a designer's model: what its lambda says, statement by statement.</summary>
/// <param name="Name">The type as the model names it.</param>
/// <param name="Statements">The calls on the entity.</param>
internal sealed record EfEntity(string Name, IReadOnlyList<EfModelCall> Statements)
{
    private const int DeepestOwned = 8;

    /// <summary>The table; null when the entity has none of its own.</summary>
    public EfName? Table { get; private init; }

    /// <summary>The base type; null when there is none.</summary>
    public string? Base { get; private init; }

    /// <summary>What stands in front of the columns of an owned type; empty for others.</summary>
    public string Prefix { get; private init; } = "";

    /// <summary>The entities of a body; an owned type comes behind its owner.</summary>
    public static IEnumerable<EfEntity> In(BlockSyntax body)
    {
        foreach (var call in EfModelCall.In(body))
        {
            if (call.Links is [{ Name: "Entity" }] && call.Text(0, 0) is { } name && call.Block(0) is { } block)
            {
                foreach (var entity in Of(name, "", block, 0))
                {
                    yield return entity;
                }
            }
        }
    }

    private static IEnumerable<EfEntity> Of(string name, string prefix, BlockSyntax block, int depth)
    {
        var calls = EfModelCall.In(block).ToList();
        yield return new EfEntity(name, calls)
        {
            Table = TableOf(calls),
            Base = calls.Find(call => call.Links[0].Name == "HasBaseType")?.Text(0, 0),
            Prefix = prefix,
        };
        foreach (var call in calls)
        {
            if (call.Links[0].Name is "OwnsOne" or "ComplexProperty" && depth < DeepestOwned && call.Block(0) is { } inner && call.Texts(0) is { Count: > 0 } texts)
            {
                foreach (var owned in Of(name + "." + texts[texts.Count - 1], prefix + texts[texts.Count - 1] + "_", inner, depth + 1))
                {
                    yield return owned;
                }
            }
        }
    }

    private static EfName? TableOf(List<EfModelCall> calls)
    {
        foreach (var call in calls)
        {
            if (call.Links[0].Name == "ToTable" && call.Text(0, 0) is { } table)
            {
                return new EfName(call.Text(0, 1), table);
            }
        }

        return null;
    }
}
