using System.Text;
using System.Text.RegularExpressions;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Migrations;
using MigrationGuard.Sql;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>The parameters of a script: <c>$(name)</c> stands for a value, <c>$$((name))</c> for <c>$(name)</c>. Places of what is read are places in the file as it is.</summary>
/// <param name="valueOf">The value of a parameter; null where the call gives none, so that the script keeps the word.</param>
internal sealed class ScriptParameters(Func<string, string?> valueOf) : IFileText
{
    private static readonly Regex Token = new(@"\${2}\({2}(?<escaped>\w+)\){2}|\$\((?<token>\w+)\)", RegexOptions.CultureInvariant);

    private readonly List<(int Start, int Length, int OldStart, int OldLength)> _replaced = [];
    private LineMap _lines = new("");

    /// <inheritdoc />
    public SqlSource Change(SqlSource file)
    {
        _lines = new LineMap(file.Text);
        var text = new StringBuilder();
        var end = 0;
        foreach (Match match in Token.Matches(file.Text))
        {
            var value = match.Groups["escaped"] is { Success: true, Value: var name } ? $"$({name})" : valueOf(match.Groups["token"].Value) ?? match.Value;
            text.Append(file.Text, end, match.Index - end);
            _replaced.Add((text.Length, value.Length, match.Index, match.Length));
            text.Append(value);
            end = match.Index + match.Length;
        }

        return new SqlSource(file.Path, text.Append(file.Text, end, file.Text.Length - end).ToString());
    }

    /// <inheritdoc />
    public SourceSpan Place(SourceSpan span)
    {
        var start = Old(span.Start, atEnd: static _ => 0);
        var (line, column) = _lines.Locate(start);
        return new SourceSpan(span.Path, start, Old(span.Start + span.Length, atEnd: static length => length) - start, line, column);
    }

    /// <summary>Where an offset was before; inside of a value it is where the word for it begins, or ends.</summary>
    private int Old(int offset, Func<int, int> atEnd)
    {
        var shift = 0;
        foreach (var (start, length, oldStart, oldLength) in _replaced)
        {
            if (offset <= start)
            {
                break;
            }

            if (offset < start + length)
            {
                return oldStart + atEnd(oldLength);
            }

            shift = oldStart + oldLength - start - length;
        }

        return offset + shift;
    }
}
