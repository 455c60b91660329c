using System.Globalization;
using MigrationGuard.Configuration;
using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>Reads the members of an object of the configuration; every complaint says the place, the path and what to write instead.</summary>
internal sealed class SectionReader
{
    private readonly Dictionary<string, PlacedMember> _members = new(StringComparer.Ordinal);
    private readonly string _path;

    /// <summary>Begins with a value that must be an object with no other members than these.</summary>
    /// <exception cref="UsageException">It is something else, has other members, or one twice.</exception>
    public SectionReader(PlacedJson value, string path, params string[] keys)
    {
        (Place, _path) = (value.Place, path);
        foreach (var member in (value as PlacedObject ?? throw new UsageException($"{value.Place}: {path} is {value.Kind}; write an object with {Words.List(keys)}")).Members)
        {
            if (keys.Length > 0 && Array.IndexOf(keys, member.Name) < 0)
            {
                throw new UsageException($"{member.Place}: {path}.{member.Name} is not known; did you mean \"{Nearest.To(member.Name, keys)}\"? Known are {Words.List(keys)}");
            }

            if (!_members.TryAdd(member.Name, member))
            {
                throw new UsageException($"{member.Place}: {path}.{member.Name} stands here a second time; remove one of them");
            }
        }
    }

    /// <summary>The place of the object.</summary>
    public SourceSpan Place { get; }

    /// <summary>The names of the members, in the order of the file.</summary>
    public IReadOnlyList<string> Names => [.. _members.Values.Select(member => member.Name)];

    /// <summary>Whether the object has the member.</summary>
    public bool Has(string key) => _members.ContainsKey(key);

    /// <summary>The value of a member and its path, if it is there.</summary>
    public (PlacedJson Value, string Path)? Member(string key) => _members.TryGetValue(key, out var member) ? (member.Value, PathOf(key)) : null;

    /// <summary>The value of a member that must be there.</summary>
    public (PlacedJson Value, string Path) Required(string key, string example) =>
        Member(key) ?? throw new UsageException($"{Place}: {PathOf(key)} is missing; write {example}");

    /// <summary>A text; null when the member is missing.</summary>
    public string? Text(string key) => Member(key)?.Value switch
    {
        null => null,
        PlacedString { Value: var text } when !string.IsNullOrWhiteSpace(text) => text,
        var other => throw Wrong(key, other, "a text that is not empty"),
    };

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string key, string example)
    {
        _ = Required(key, example);
        return Text(key)!;
    }

    /// <summary>A time.</summary>
    public TimeSpan Duration(string key, TimeSpan otherwise) => Member(key)?.Value switch
    {
        null => otherwise,
        PlacedString text when Durations.Read(text.Value) is { } time => time,
        var other => throw Wrong(key, other, Durations.Examples),
    };

    /// <summary>A whole number from 0.</summary>
    public int Number(string key, int otherwise) => Member(key)?.Value switch
    {
        null => otherwise,
        PlacedNumber { Value: >= 0 and < int.MaxValue } number when number.Value == Math.Floor(number.Value) => (int)number.Value,
        var other => throw Wrong(key, other, "a whole number from 0"),
    };

    /// <summary>true or false.</summary>
    public bool Flag(string key, bool otherwise) => Member(key)?.Value switch
    {
        null => otherwise,
        PlacedBoolean flag => flag.Value,
        var other => throw Wrong(key, other, "true or false"),
    };

    /// <summary>A number from 0 to 1.</summary>
    public double Share(string key, double otherwise) => Member(key)?.Value switch
    {
        null => otherwise,
        PlacedNumber { Value: >= 0 and <= 1 } number => number.Value,
        var other => throw Wrong(key, other, "a number from 0 to 1, e.g. 0.01"),
    };

    /// <summary>Path and query of an address, from the root.</summary>
    public string RootedPath(string key) => RequiredText(key, "e.g. \"/orders/1\"") is var path && path.StartsWith('/') ? path
        : throw Complaint(key, $"\"{path}\" does not begin at the root; write \"/{path}\"");

    /// <summary>The name of an environment variable. What is none is probably the secret itself: it is not repeated.</summary>
    public string Variable(string key, string example) =>
        RequiredText(key, $"e.g. \"{example}\"") is var name && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') && !char.IsAsciiDigit(name[0]) ? name
            : throw Complaint(key, $"is not the name of an environment variable; a secret does not belong into the file, write e.g. \"{example}\"");

    /// <summary>The names of environment variables by the names of members of an object; none when the member is missing.</summary>
    public IReadOnlyDictionary<string, string> Variables(string key, string example)
    {
        var variables = Member(key) is { } member ? new SectionReader(member.Value, member.Path) : null;
        return variables?.Names.ToDictionary(name => name, name => variables.Variable(name, example)) ?? [];
    }

    /// <summary>Texts; null when the member is missing.</summary>
    public IReadOnlyList<string>? Texts(string key, string example) => Member(key)?.Value switch
    {
        null => null,
        PlacedArray array when array.Items.All(item => item is PlacedString { Value.Length: > 0 }) => [.. array.Items.Select(item => ((PlacedString)item).Value)],
        var other => throw Wrong(key, other, $"an array of texts, e.g. {example}"),
    };

    /// <summary>Whole numbers from 0; null when the member is missing.</summary>
    public IReadOnlyList<int>? Numbers(string key, string example) => Member(key)?.Value switch
    {
        null => null,
        PlacedArray array when array.Items.All(item => item is PlacedNumber { Value: >= 0 and < int.MaxValue } number && number.Value == Math.Floor(number.Value)) => [.. array.Items.Select(item => (int)((PlacedNumber)item).Value)],
        var other => throw Wrong(key, other, $"an array of whole numbers, e.g. {example}"),
    };

    /// <summary>The items of an array with their paths; none when the member is missing.</summary>
    public IReadOnlyList<(PlacedJson Value, string Path)> Items(string key) => Member(key)?.Value switch
    {
        null => [],
        PlacedArray array => [.. array.Items.Select((item, index) => (item, string.Create(CultureInfo.InvariantCulture, $"{PathOf(key)}[{index}]")))],
        var other => throw Wrong(key, other, "an array"),
    };

    /// <summary>An address of HTTP without a password. What stands there is not repeated: it may hold one.</summary>
    public Uri Address(string key, string example)
    {
        var text = RequiredText(key, example);
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", UserInfo: "" }
            ? address
            : throw Complaint(key, $"is no address of HTTP without user and password; write {example}");
    }

    /// <summary>A time of the calendar; without an offset it is UTC.</summary>
    public DateTimeOffset Instant(string key, string example)
    {
        var text = RequiredText(key, example);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw Complaint(key, $"\"{text}\" is no time; write {example}");
    }

    /// <summary>A word of a table.</summary>
    public T Word<T>(string key, IReadOnlyList<(string Word, T Value)> table, T otherwise) => Text(key) is { } word
        ? table.Where(entry => entry.Word == word).Select(entry => new Setting<T>(entry.Value, "")).FirstOrDefault() is { } found ? found.Value
            : throw Complaint(key, $"\"{word}\" is not known; did you mean \"{Nearest.To(word, table.Select(entry => entry.Word))}\"? Write {Words.List(table.Select(entry => entry.Word))}")
        : otherwise;

    /// <summary>A complaint about a member.</summary>
    public UsageException Complaint(string key, string what) => new($"{Member(key)?.Value.Place ?? Place}: {PathOf(key)}: {what}");

    private UsageException Wrong(string key, PlacedJson value, string wanted) => new($"{value.Place}: {PathOf(key)} is {value.Kind}; write {wanted}");

    private string PathOf(string key) => $"{_path}.{key}";
}
