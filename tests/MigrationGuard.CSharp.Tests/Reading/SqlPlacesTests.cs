using Microsoft.CodeAnalysis;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Migrations;

namespace MigrationGuard.CSharp.Tests.Reading;

public sealed class SqlPlacesTests
{
    private static readonly string[] Literals =
    [
        """ "DROP TABLE a" """,
        """ "DROP\tTABLE \"a\" \u0041\x42 z \U00000043 é" """,
        """ "astral \U0001F600 end" """,
        """ @"DROP ""a"" \ end" """,
        """ "DROP " + "TABLE\n" + @"a ""b"" " + 'c' """,
        """ $"DROP {{x}} TABLE {nameof(M)} z" """,
        """ $@"DROP ""a"" {{x}} {nameof(M)} z" """,
        " \"\"\"DROP \"a\" z\"\"\" ",
        " \"\"\"\n    DROP TABLE a;\n      ALTER\n\n    end\n    \"\"\" ",
        " $\"\"\"\n    DROP {nameof(M)} a;\n      ALTER {nameof(M)}\n\n    end\n    \"\"\" ",
        " $$\"\"\"\n    DROP {{nameof(M)}} {a};\n    end\n    \"\"\" ",
        """ "  DROP TABLE a  ".Trim().Replace("a", "b").Substring(2) """,
    ];

    [TestCaseSource(nameof(Literals))]
    public void Every_letter_of_the_text_is_found_in_the_literal(string literal)
    {
        foreach (var newLine in new[] { "\n", "\r\n" })
        {
            var source = Reads.Fluent($"Execute.Sql({literal});").ReplaceLineEndings(newLine);
            var text = ((TextValue)Reads.All(source)[0].Calls[0].Chain.Links[1].Arguments.Items[0].Value).Text;
            for (var i = 0; i < text.Text.Length; i++)
            {
                var (tree, span) = SqlPlaces.Of(text, new SourceSpan("", i, 1, 1, 1));
                var there = source.Substring(span.Start, span.Length);
                var expected = text.Text[i].ToString();
                Assert.That(tree, Is.Not.Null);
                Assert.That(there == expected || there.StartsWith('\\') || there == expected + expected || there == "{nameof(M)}" || there == "{{nameof(M)}}" || there == "'c'" || there.Contains("Trim()", StringComparison.Ordinal), Is.True,
                    $"{text.Text} [{i}] '{expected}' is not '{there}'");
            }
        }
    }

    [TestCase("""Execute.Sql("SELECT 1; [|DROP TABLE \"a\"|]");""")]
    [TestCase("""Execute.Sql(@"SELECT 1; [|DROP TABLE ""a""|]");""")]
    [TestCase("""Execute.Sql("SELECT 1; " + "[|DROP " + "TABLE a|]" + ";");""")]
    [TestCase("""Execute.Sql($"SELECT 1; [|DROP TABLE {nameof(M)}|];");""")]
    [TestCase("""Execute.Sql("SELECT 1; [|DROP TABLE " + Name|] + ";");""")]
    [TestCase("""var n = "x"; Execute.Sql("SELECT 1; [|DROP TABLE " + n + " CASCADE|];");""")]
    public void A_statement_ends_where_it_ends_in_the_literal(string marked)
    {
        var source = Reads.Fluent(marked, "const string Name = \"n\";");
        var (from, to) = (source.IndexOf("[|", StringComparison.Ordinal), source.IndexOf("|]", StringComparison.Ordinal) - 2);
        source = source.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        var text = ((TextValue)Reads.All(source)[0].Calls[0].Chain.Links[1].Arguments.Items[0].Value).Text;
        var at = text.Text.IndexOf("DROP", StringComparison.Ordinal);
        var (_, span) = SqlPlaces.Of(text, new SourceSpan("", at, text.Text.TrimEnd(';').Length - at, 1, 1));
        Assert.That((span.Start, span.End), Is.EqualTo((from, to)));
    }
}
