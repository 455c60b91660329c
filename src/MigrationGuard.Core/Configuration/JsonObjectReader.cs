namespace MigrationGuard.Configuration;

/// <summary>Reads the members of an object of which the names are known.</summary>
public sealed class JsonObjectReader
{
    private readonly Dictionary<string, PlacedJson> _members = new(StringComparer.Ordinal);
    private readonly PlacedObject _object;

    /// <summary>Begins with a value that must be an object with no other names than these.</summary>
    /// <exception cref="ConfigurationException">It is something else, or has other names, or one twice.</exception>
    public JsonObjectReader(PlacedJson value, params string[] names)
    {
        _object = value as PlacedObject ?? throw new ConfigurationException($"is {value.Kind}; write an object with {SettingWords.List(names)}", value.Place);
        foreach (var member in _object.Members)
        {
            if (Array.IndexOf(names, member.Name) < 0)
            {
                throw new ConfigurationException($"\"{member.Name}\" is not known; did you mean \"{Nearest.To(member.Name, names)}\"?", member.Place);
            }

            if (_members.ContainsKey(member.Name))
            {
                throw new ConfigurationException($"\"{member.Name}\" stands here a second time; remove one of them", member.Place);
            }

            _members[member.Name] = member.Value;
        }
    }

    /// <summary>Whether the object has the member.</summary>
    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>The value of a member; null when it is missing or null.</summary>
    public PlacedJson? Member(string name) => _members.TryGetValue(name, out var value) && value is not PlacedNull ? value : null;

    /// <summary>A string; null when the member is missing or null.</summary>
    /// <exception cref="ConfigurationException">It is something else, or empty.</exception>
    public Setting<string>? Text(string name) => Member(name) switch
    {
        null => null,
        PlacedString { Value.Length: > 0 } text => new Setting<string>(text.Value, text.Place),
        var other => throw Wrong(name, other, "a string that is not empty"),
    };

    /// <summary>A string that must be there.</summary>
    /// <exception cref="ConfigurationException">It is missing, something else, or empty.</exception>
    public Setting<string> RequiredText(string name) => Text(name) ?? throw new ConfigurationException($"\"{name}\" is missing", _object.Place);

    /// <summary>A whole number from 0; null when the member is missing.</summary>
    /// <exception cref="ConfigurationException">It is something else.</exception>
    public int? Count(string name) => _members.TryGetValue(name, out var value) ? value switch
    {
        PlacedNumber { Value: >= 0 and < int.MaxValue } number when number.Value == Math.Floor(number.Value) => (int)number.Value,
        var other => throw Wrong(name, other, "a whole number from 0"),
    } : null;

    /// <summary>The items of an array; none when the member is missing.</summary>
    /// <exception cref="ConfigurationException">It is something else.</exception>
    public IReadOnlyList<PlacedJson> Items(string name) => _members.TryGetValue(name, out var value) ? value switch
    {
        PlacedArray array => array.Items,
        var other => throw Wrong(name, other, "an array"),
    } : [];

    /// <summary>A complaint about the value of a member.</summary>
    public static ConfigurationException Wrong(string name, PlacedJson value, string wanted) => new($"\"{name}\" is {value.Kind}; write {wanted}", value.Place);
}
