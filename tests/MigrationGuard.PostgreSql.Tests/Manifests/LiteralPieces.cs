using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace MigrationGuard.PostgreSql.Tests.Manifests;

/// <summary>Statements made of literals, names and comments that are full of what ends or hides literals, names and comments.</summary>
internal static class LiteralPieces
{
    private static readonly string[] Fragments =
        ["'", "''", "\"", "\\", "\\'", "--", "/*", "*/", ";", "$$", "$a$", "$1", "\n", "\r", " ", "E'", "U&'", "x", "é", "😀", "{{", "}}", ":x", "@x", "DROP TABLE t", "\\x41", "\\101", "\\u0041", "\\0041", "\\+000041", "!0041"];

    private static readonly Gen<string> Content = Gen.Elements(Fragments).ArrayOf().Select(parts => string.Concat(parts.Take(5)));

    private static readonly Gen<string> Gap = Gen.OneOf(
        Gen.Elements(" ", "\n", "\t", "\r\n", " /**/ ", "--\n", "--\r", ""),
        Content.Select(text => "--" + text.Replace('\n', ' ') + "\n"),
        Content.Select(text => "/*" + text + "*/"));

    private static readonly Gen<string> Literal = Gen.OneOf(
        Content.Select(text => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'"),
        Content.Select(text => "'" + text + "'"),
        Content.Select(text => "E'" + text + "'"),
        Content.Select(text => "E'" + text.Replace("'", "\\'", StringComparison.Ordinal) + "'"),
        Content.Select(text => "U&'" + text.Replace("'", "''", StringComparison.Ordinal) + "'"),
        Content.Select(text => "U&'" + text.Replace("'", "''", StringComparison.Ordinal) + "' UESCAPE '!'"),
        Content.Select(text => "$$" + text + "$$"),
        Content.Select(text => "$a$" + text + "$a$"),
        Gen.Elements("1", "1.5e3", "N'a'", "B'01'", "X'1F'", "-1", "2 - -1"));

    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.Constant(""),
        Content.Select(text => " AS \"a" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""),
        Content.Select(text => " AS U&\"a" + text + "\""));

    private static readonly Gen<string> Item =
        from before in Gap
        from literal in Literal
        from middle in Gap
        from more in Gen.Frequency((3, Gen.Constant("")), (1, Literal))
        from name in Name
        from after in Gap
        select before + literal + middle + more + name + after;

    /// <summary><c>SELECT $1::int, …</c>; some of them the server refuses.</summary>
    public static Gen<string> Statement { get; } = Item.NonEmptyListOf().Select(items => new StringBuilder("SELECT $1::int, ").AppendJoin(',', items.Take(2)).ToString());
}
