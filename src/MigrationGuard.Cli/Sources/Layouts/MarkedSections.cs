using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>Files that hold both directions behind marks in comments.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Up">The comment that begins the way up, without its dashes.</param>
/// <param name="Down">The comment that begins the way down.</param>
/// <param name="Off">What, on the mark or on a line of its own, switches the transaction off.</param>
/// <param name="WithoutTransaction">How the tool sends a script whose transaction is switched off.</param>
internal sealed record MarkedSections(string Name, string Up, string Down, string Off, Wrapping WithoutTransaction)
{
    // goose sends statement by statement; dbmate sends the section as one string: https://github.com/amacneil/dbmate/issues/182
    private static readonly MarkedSections[] Tools =
    [
        new("goose", "+goose up", "+goose down", "+goose no transaction", Wrapping.Statements),
        new("dbmate", "migrate:up", "migrate:down", "transaction:false", Wrapping.Batch),
        new("sql-migrate", "+migrate up", "+migrate down", "notransaction", Wrapping.Statements),
        new("node-pg-migrate", "up migration", "down migration", "no-transaction", Wrapping.Batch),
    ];

    /// <summary>The tool whose marks the text has, or null.</summary>
    public static MarkedSections? Find(string text)
    {
        foreach (var line in Comments(text))
        {
            foreach (var tool in Tools)
            {
                if (Says(line.Words, tool.Up) || Says(line.Words, tool.Down))
                {
                    return tool;
                }
            }
        }

        return null;
    }

    /// <summary>The sections in the order of the file.</summary>
    public List<Section> Split(string text)
    {
        var sections = new List<Section>();
        var wholeFileOff = false;
        foreach (var (words, start) in Comments(text))
        {
            wholeFileOff |= Says(words, Off);
            if (Says(words, Up) || Says(words, Down))
            {
                Close(sections, start);
                var off = words.Contains(Off, StringComparison.OrdinalIgnoreCase);
                sections.Add(new Section(Says(words, Up) ? Direction.Up : Direction.Down, start, text.Length, off ? WithoutTransaction : Wrapping.Transaction));
            }
        }

        return wholeFileOff ? sections.ConvertAll(section => section with { Wrapping = WithoutTransaction }) : sections;
    }

    private static void Close(List<Section> sections, int end)
    {
        if (sections.Count > 0)
        {
            sections[^1] = sections[^1] with { End = end };
        }
    }

    private static bool Says(ReadOnlySpan<char> words, string mark)
        => words.StartsWith(mark, StringComparison.OrdinalIgnoreCase) && (words.Length == mark.Length || !char.IsAsciiLetterOrDigit(words[mark.Length]));

    private static CommentLines Comments(string text) => new(text);
}
