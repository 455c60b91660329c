using Microsoft.CodeAnalysis;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Calls one behind the other, as the builders of migrations are used: <c>Create.Table("t").WithColumn("id").AsInt32()</c>, <c>migrationBuilder.DropColumn("c", "t")</c>.</summary>
/// <param name="root">What it begins with: <c>Create</c>, <c>Alter</c>, <c>IfDatabase</c> … for FluentMigrator; the empty string for a builder that is a parameter (<c>migrationBuilder</c>).</param>
/// <param name="links">The members, in order; the root itself is the first one for FluentMigrator.</param>
/// <param name="node">The whole expression.</param>
internal sealed class Chain(string root, IEnumerable<Link> links, SyntaxNode node)
{
    private readonly List<Link> _links = [.. links];

    /// <summary>What it begins with; the empty string for a builder that is a parameter.</summary>
    public string Root => root;

    /// <summary>The members, in order.</summary>
    public IReadOnlyList<Link> Links => _links;

    /// <summary>The whole expression, as far as it stands in one; calls on a variable that keeps the chain are not part of it.</summary>
    public SyntaxNode Node { get; private set; } = node;

    /// <summary>The first link.</summary>
    public Link First => _links[0];

    /// <summary>The first link with that name, or null.</summary>
    public Link? Find(string name)
    {
        foreach (var link in _links)
        {
            if (link.Name == name)
            {
                return link;
            }
        }

        return null;
    }

    /// <summary>Whether a link has that name.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Goes on: whoever keeps the chain sees it, as with the builders themselves.</summary>
    internal void Grow(Link link, SyntaxNode node)
    {
        _links.Add(link);
        if (node.SyntaxTree == Node.SyntaxTree && node.Span.Contains(Node.Span))
        {
            Node = node;
        }
    }

    /// <summary>Takes back how far it went on.</summary>
    internal void Shrink(int links, SyntaxNode node)
    {
        _links.RemoveRange(links, _links.Count - links);
        Node = node;
    }
}
