namespace FluentMigrator;

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = true)]
public class TagsAttribute : Attribute
{
    public TagsAttribute(TagBehavior behavior, params string[] tagNames)
    {
        Behavior = behavior;
        TagNames = tagNames;
    }

    public TagsAttribute(params string[] tagNames)
        : this(TagBehavior.RequireAll, tagNames)
    {
    }

    public TagsAttribute(string tagName1)
        : this(TagBehavior.RequireAll, tagName1)
    {
    }

    public TagsAttribute(string tagName1, string tagName2)
        : this(TagBehavior.RequireAll, tagName1, tagName2)
    {
    }

    public TagsAttribute(string tagName1, string tagName2, string tagName3)
        : this(TagBehavior.RequireAll, tagName1, tagName2, tagName3)
    {
    }

    public TagsAttribute(string tagName1, string tagName2, string tagName3, string tagName4)
        : this(TagBehavior.RequireAll, tagName1, tagName2, tagName3, tagName4)
    {
    }

    public TagBehavior Behavior { get; }

    public string[] TagNames { get; }
}
