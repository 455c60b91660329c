namespace MigrationGuard.Cli.Configuration;

/// <summary>Reads the members of an object of which the names are known.</summary>
internal sealed class JsonObjectReader
{
    private readonly Dictionary<string, PlacedJson> _members = new(StringComparer.Ordinal);
    private readonly PlacedObject _object;

    /// <summary>Begins with a value that must be an object with no other names than these.</summary>
    /// <exception cref="UsageException">It is something else, or has other names.</exception>
    public JsonObjectReader(PlacedJson value, params string[] names)
    {
        _object = value as PlacedObject ?? throw new UsageException($"{value.Place}: is {value.Kind}; write an object with {Words.List(names)}");
        foreach (var member in _object.Members)
        {
            if (Array.IndexOf(names, member.Name) < 0)
            {
                throw new UsageException($"{member.Place}: \"{member.Name}\" is not known; did you mean \"{Nearest.To(member.Name, names)}\"?");
            }

            _members[member.Name] = member.Value;
        }
    }

    /// <summary>Whether the object has the member.</summary>
    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>A string; null when the member is missing or null.</summary>
    public Setting<string>? Text(string name) => _members.GetValueOrDefault(name) switch
    {
        null or PlacedNull => null,
        PlacedString { Value.Length: > 0 } text => new Setting<string>(text.Value, text.Place),
        var other => throw new UsageException($"{other.Place}: \"{name}\" is {other.Kind}; write a string that is not empty"),
    };

    /// <summary>A string that must be there.</summary>
    public Setting<string> RequiredText(string name) => Text(name) ?? throw new UsageException($"{_object.Place}: \"{name}\" is missing");

    /// <summary>A whole number from 0; null when the member is missing.</summary>
    public int? Count(string name) => _members.GetValueOrDefault(name) switch
    {
        null => null,
        PlacedNumber { Value: >= 0 and < int.MaxValue } number => (int)number.Value,
        var other => throw new UsageException($"{other.Place}: \"{name}\" is {other.Kind}; write a whole number from 0"),
    };

    /// <summary>The items of an array; none when the member is missing.</summary>
    public IReadOnlyList<PlacedJson> Items(string name) => _members.GetValueOrDefault(name) switch
    {
        null => [],
        PlacedArray array => array.Items,
        var other => throw new UsageException($"{other.Place}: \"{name}\" is {other.Kind}; write an array"),
    };
}
