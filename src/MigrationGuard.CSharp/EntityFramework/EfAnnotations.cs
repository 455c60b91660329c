using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>What <c>.Annotation(name, value)</c> says, in order.</summary>
internal sealed class EfAnnotations
{
    private readonly List<KeyValuePair<string, Value>> _items = [];

    /// <summary>No annotations.</summary>
    public static EfAnnotations None { get; } = new();

    /// <summary>All of them; <c>null</c> values are left out, they mean nothing to the generators.</summary>
    public IReadOnlyList<KeyValuePair<string, Value>> Items => _items;

    /// <summary>Those of the links with that name (<c>Annotation</c> or <c>OldAnnotation</c>) behind the call.</summary>
    public static EfAnnotations Of(Chain chain, string link)
    {
        EfAnnotations? found = null;
        for (var i = 1; i < chain.Links.Count; i++)
        {
            if (chain.Links[i] is var at && at.Name == link
                && at.Arguments.Of("name", 0) is TextValue name && at.Arguments.Of("value", 1) is { } value and not ConstantValue { Constant: null })
            {
                (found ??= new EfAnnotations())._items.Add(new KeyValuePair<string, Value>(name.Text.Text, value));
            }
        }

        return found ?? None;
    }

    /// <summary>These.</summary>
    public static EfAnnotations Of(IReadOnlyList<KeyValuePair<string, Value>> items)
    {
        if (items.Count == 0)
        {
            return None;
        }

        var annotations = new EfAnnotations();
        annotations._items.AddRange(items);
        return annotations;
    }

    /// <summary>The value of an annotation; null when it is not there.</summary>
    public Value? Find(string name)
    {
        foreach (var item in _items)
        {
            if (item.Key == name)
            {
                return item.Value;
            }
        }

        return null;
    }

    /// <summary>Whether it is there and true.</summary>
    public bool IsTrue(string name) => Find(name) is ConstantValue { Constant: true };

    /// <summary>The text of an annotation; null when it is not there or no text.</summary>
    public string? Text(string name) => Find(name) is TextValue text ? text.Text.Text : null;

    /// <summary>The member of an enum; null when it is not there.</summary>
    public string? Member(string name) => Find(name) is MemberValue member ? member.Member : null;

    /// <summary>The texts of a list; empty when it is not there.</summary>
    public IReadOnlyList<string> Texts(string name) => EfValues.Texts(Find(name));

    /// <summary>The others.</summary>
    public EfAnnotations Without(params string[] names)
    {
        var others = new EfAnnotations();
        others._items.AddRange(_items.Where(item => Array.IndexOf(names, item.Key) < 0));
        return others;
    }

    /// <summary>Whether the same names stand for the same, as written.</summary>
    public bool IsSame(EfAnnotations other)
        => _items.Count == other._items.Count && _items.TrueForAll(item => other.Find(item.Key) is { } value && value.At.ToString() == item.Value.At.ToString());
}
