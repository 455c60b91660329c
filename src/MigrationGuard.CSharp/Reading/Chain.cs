using Microsoft.CodeAnalysis;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Calls one behind the other, as the builders of migrations are used: <c>Create.Table("t").WithColumn("id").AsInt32()</c>, <c>migrationBuilder.DropColumn("c", "t")</c>.</summary>
/// <param name="Root">What it begins with: <c>Create</c>, <c>Alter</c>, <c>IfDatabase</c> … for FluentMigrator; the empty string for a builder that is a parameter (<c>migrationBuilder</c>).</param>
/// <param name="Links">The members, in order; the root itself is the first one for FluentMigrator.</param>
/// <param name="Node">The whole expression.</param>
internal sealed record Chain(string Root, IReadOnlyList<Link> Links, SyntaxNode Node)
{
    /// <summary>The first link.</summary>
    public Link First => Links[0];

    /// <summary>The first link with that name, or null.</summary>
    public Link? Find(string name)
    {
        foreach (var link in Links)
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
}
