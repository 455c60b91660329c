using System.Text;
using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>A text that is put together from literals and placeholders, with the place of every character.</summary>
internal sealed class DynamicText
{
    private readonly StringBuilder _text = new();

    /// <summary>The way back to the text that the literals stand in.</summary>
    public OffsetMap Map { get; } = new();

    /// <summary>The placeholders that were not quoted as names or strings, in ascending order.</summary>
    public List<(int Start, int Length)> Unquoted { get; } = [];

    public bool HasPlaceholders { get; private set; }

    public int Length => _text.Length;

    public string Value => _text.ToString();

    /// <summary>Whether what is appended next continues a word.</summary>
    public bool EndsInWord => Length > 0 && CharacterKinds.IsWordPart(_text[Length - 1]);

    /// <summary>Appends a part of a text, all of whose places are known.</summary>
    public void Append(string value, OffsetMap places, int from, int end)
    {
        Map.Append(Length, places, from, end);
        _text.Append(value, from, end - from);
    }

    /// <summary>Appends a value as <paramref name="form"/> says.</summary>
    public void AppendQuoted(string value, OffsetMap places, TextForm form)
    {
        if (form == TextForm.AsIs)
        {
            Append(value, places, 0, value.Length);
            return;
        }

        var quote = form == TextForm.Name ? '"' : '\'';
        Map.Add(Length, places.Locate(0));
        _text.Append(quote).Append(value.Replace(quote.ToString(), new string(quote, 2))).Append(quote);
    }

    /// <summary>Appends a placeholder for what stands from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    public void AppendPlaceholder(string name, int start, int end, TextForm form)
    {
        HasPlaceholders = true;
        var placeholder = ObjectName.Placeholder(name);
        if (form == TextForm.AsIs)
        {
            Unquoted.Add((Length, placeholder.Length));
        }
        else if (form == TextForm.Literal)
        {
            placeholder = "'" + placeholder + "'";
        }

        Map.Add(Length, start);
        Map.Add(Length + placeholder.Length - 1, end - 1);
        _text.Append(placeholder);
    }
}
