using System.Globalization;
using System.Text.Json;

namespace MigrationGuard.Gate.Replays.Comparing;

/// <summary>In which fields two answers differ. No value of a field is kept.</summary>
internal sealed class Differences(IReadOnlyList<FieldPattern> ignored)
{
    // What differs in more lines is another text.
    private const int ManyLines = 200;

    private readonly SortedSet<string> _found = new(StringComparer.Ordinal);
    private readonly List<string> _path = [];

    /// <summary>The fields, e.g. <c>status</c>, <c>header Location</c>, <c>$.total</c>, <c>$.note is missing</c>.</summary>
    public IReadOnlySet<string> Between(AnswerView one, AnswerView other)
    {
        _found.Clear();
        if (one.Status != other.Status)
        {
            _found.Add("status");
        }

        foreach (var name in one.Headers.Keys.Union(other.Headers.Keys, StringComparer.OrdinalIgnoreCase))
        {
            if (!string.Equals(one.Headers.GetValueOrDefault(name), other.Headers.GetValueOrDefault(name), StringComparison.Ordinal))
            {
                _found.Add($"header {name}");
            }
        }

        Bodies(one, other);
        return _found.ToHashSet();
    }

    private void Bodies(AnswerView one, AnswerView other)
    {
        switch (one, other)
        {
            case ({ Json: { } left }, { Json: { } right }):
                Documents(left.RootElement, right.RootElement);
                break;
            case ({ Lines: { } left }, { Lines: { } right }):
                Lines(left, right);
                break;
            case var _ when one.Json is not null || other.Json is not null || one.Lines is not null || other.Lines is not null || one.Digest != other.Digest:
                _found.Add("body");
                break;
        }
    }

    private void Documents(JsonElement left, JsonElement right)
    {
        try
        {
            _path.Clear();
            Values(left, right);
        }
        catch (InvalidOperationException)
        {
            // A name of which an escape is half of a character cannot be looked at.
            _found.Add("body");
        }
    }

    private void Lines(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        if (left.Count != right.Count || left.Count > ManyLines)
        {
            if (!left.SequenceEqual(right, StringComparer.Ordinal))
            {
                _found.Add("body");
            }

            return;
        }

        for (var line = 0; line < left.Count; line++)
        {
            if (!string.Equals(left[line], right[line], StringComparison.Ordinal))
            {
                _found.Add(string.Create(CultureInfo.InvariantCulture, $"line {line + 1}"));
            }
        }
    }

    private void Values(JsonElement left, JsonElement right)
    {
        switch (left.ValueKind, right.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                Objects(left, right);
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                Arrays(left, right);
                break;
            case (JsonValueKind.Number, JsonValueKind.Number) when IsSame(left, right):
            case (JsonValueKind.String, JsonValueKind.String) when Raw(left) == Raw(right) || IsSameText(left, right):
                break;
            case (JsonValueKind.Number or JsonValueKind.String, _):
            case var (one, other) when one != other:
                Found("");
                break;
        }
    }

    private void Objects(JsonElement left, JsonElement right)
    {
        var (before, after) = (Members(left), Members(right));
        foreach (var (name, value) in before)
        {
            Within(name, () =>
            {
                if (after.TryGetValue(name, out var other))
                {
                    Values(value, other);
                }
                else
                {
                    Found(" is missing");
                }
            });
        }

        foreach (var name in after.Keys.Where(name => !before.ContainsKey(name)))
        {
            Within(name, () => Found(" is added"));
        }
    }

    private static Dictionary<string, JsonElement> Members(JsonElement value)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }

    private void Within(string name, Action look)
    {
        _path.Add(name);
        look();
        _path.RemoveAt(_path.Count - 1);
    }

    private void Arrays(JsonElement left, JsonElement right) => Within(FieldPath.Items, () =>
    {
        if (left.GetArrayLength() != right.GetArrayLength())
        {
            Found(" are more or fewer");
        }

        foreach (var (one, other) in left.EnumerateArray().Zip(right.EnumerateArray()))
        {
            Values(one, other);
        }
    });

    private void Found(string what)
    {
        if (!ignored.Any(pattern => pattern.Covers(_path)))
        {
            _found.Add(FieldPath.Shown(_path) + what);
        }
    }

    private static string Raw(JsonElement value) => value.GetRawText();

    // A double would take two long numbers for one.
    private static bool IsSame(JsonElement left, JsonElement right) => Raw(left) == Raw(right) || (left.TryGetDecimal(out var one) && right.TryGetDecimal(out var other) && one == other);

    private static bool IsSameText(JsonElement left, JsonElement right)
    {
        try
        {
            return string.Equals(left.GetString(), right.GetString(), StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
