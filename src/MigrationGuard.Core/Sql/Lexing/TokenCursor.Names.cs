using MigrationGuard.Operations;

namespace MigrationGuard.Sql.Lexing;

/// <content>Names, and jumps over what is kept as text.</content>
internal sealed partial class TokenCursor
{
    // T-SQL's server.database.schema.name has the most.
    private const int MostQualifiers = 3;

    /// <summary>Whether the token at an index can be an identifier. Keywords count: whether one is allowed depends on the place.</summary>
    public bool IsNameAt(int index) => this[index].Kind is TokenKind.Word or TokenKind.QuotedName or TokenKind.Parameter;

    public bool IsName => IsNameAt(Position);

    /// <summary>The identifier at an index, folded as the dialect says.</summary>
    public string NameAt(int index)
    {
        var token = this[index];
        return token.Kind switch
        {
            TokenKind.QuotedName => QuotedName(token),
            TokenKind.Word when options.FoldsToLowerCase => pool.Word(Text, token.Start, token.Length, token.Hash).Lower,
            _ => pool.Word(Text, token.Start, token.Length, token.Hash).Exact,
        };
    }

    /// <summary>Reads an identifier.</summary>
    public bool Name(out string name)
    {
        if (!IsName)
        {
            name = "";
            return Fail("a name");
        }

        name = NameAt(Position++);
        return true;
    }

    /// <summary>Reads a name with up to three qualifiers; what stands before the last dot is the schema.</summary>
    public bool ObjectName(out ObjectName name)
    {
        name = default;
        if (!Name(out var last))
        {
            return false;
        }

        string? schema = null;
        for (var qualifiers = 0; qualifiers < MostQualifiers && (Is(TokenKind.Dot) || IsGlued(Position)); qualifiers++)
        {
            Position += Is(TokenKind.Dot) ? 1 : 0;
            while (Accept(TokenKind.Dot))
            {
                // T-SQL leaves the schema out: server..table.
            }

            schema = schema is null ? last : schema + "." + last;
            if (!Name(out last))
            {
                return false;
            }
        }

        name = new ObjectName(schema, last);
        return true;
    }

    /// <summary>Whether a quoted name stands right behind a placeholder that brings its own dot: <c>{databaseOwner}[users]</c>.</summary>
    public bool IsGlued(int index)
        => index > 0 && this[index].Kind == TokenKind.QuotedName && this[index - 1].Kind == TokenKind.Parameter && this[index - 1].End == this[index].Start
            && Text[this[index].Start - 1] == '}';

    /// <summary>Reads names separated by commas.</summary>
    public bool ObjectNames(List<ObjectName> names)
    {
        do
        {
            if (!ObjectName(out var name))
            {
                return false;
            }

            names.Add(name);
        }
        while (Accept(TokenKind.Comma));
        return true;
    }

    /// <summary>Reads <c>(a, b, c)</c>.</summary>
    public bool NameList(List<string> names)
    {
        if (!Expect(TokenKind.LeftParenthesis))
        {
            return false;
        }

        do
        {
            if (!Name(out var name))
            {
                return false;
            }

            names.Add(name);
        }
        while (Accept(TokenKind.Comma));
        return Expect(TokenKind.RightParenthesis);
    }

    /// <summary>Index behind the parenthesis that closes the one at <paramref name="open"/>; the end when it is missing.</summary>
    public int BehindParentheses(int open)
    {
        var depth = 0;
        for (var i = open; i < End; i++)
        {
            switch (tokens[i].Kind)
            {
                case TokenKind.LeftParenthesis:
                    depth++;
                    break;
                case TokenKind.RightParenthesis when --depth == 0:
                    return i + 1;
            }
        }

        return End;
    }

    /// <summary>Jumps over balanced parentheses; fails when the current token opens none or the closing one is missing.</summary>
    public bool SkipParentheses()
    {
        if (!Is(TokenKind.LeftParenthesis))
        {
            return Fail("(");
        }

        var behind = BehindParentheses(Position);
        var closed = tokens[behind - 1].Kind == TokenKind.RightParenthesis && behind - 1 > Position;
        Position = behind;
        return closed || Fail(")");
    }

    /// <summary>Index of the next comma, unmatched closing parenthesis or end, parentheses and brackets skipped.</summary>
    public int EndOfItem(int from)
    {
        var depth = 0;
        for (var i = from; i < End; i++)
        {
            switch (tokens[i].Kind)
            {
                case TokenKind.LeftParenthesis or TokenKind.LeftBracket:
                    depth++;
                    break;
                case TokenKind.RightParenthesis or TokenKind.RightBracket when --depth < 0:
                case TokenKind.Comma when depth == 0:
                    return i;
            }
        }

        return End;
    }

    /// <summary>Index of the keyword at or behind <paramref name="from"/> outside parentheses, or -1.</summary>
    public int Find(string keyword, int from)
    {
        var depth = 0;
        for (var i = from; i < End; i++)
        {
            switch (tokens[i].Kind)
            {
                case TokenKind.LeftParenthesis:
                    depth++;
                    break;
                case TokenKind.RightParenthesis:
                    depth--;
                    break;
                case TokenKind.Word when depth == 0 && IsAt(i, keyword):
                    return i;
            }
        }

        return -1;
    }

    /// <summary>The text of the tokens from <paramref name="from"/> up to <paramref name="end"/>, each comment in it replaced by a space.</summary>
    public string Slice(int from, int end)
    {
        if (from >= end)
        {
            return "";
        }

        var commented = false;
        for (var i = from + 1; i < end && !commented; i++)
        {
            commented = tokens[i].AfterComment;
        }

        var start = tokens[from].Start;
        return commented ? WithoutComments(from, end) : pool.Piece(Text, start, tokens[end - 1].End - start);
    }

    /// <summary>The text from the current token to the end as <see cref="Slice"/> gives it, or null when nothing is left; moves to the end.</summary>
    public string? Rest()
    {
        var rest = AtEnd ? null : Slice(Position, End);
        Position = End;
        return rest;
    }

    /// <summary>The tokens of a range as an expression.</summary>
    public SqlExpression Expression(int from, int end) => ExpressionBuilder.Build(this, from, end);

    /// <summary>The rest of the statement as an expression; moves to the end.</summary>
    public SqlExpression RestAsExpression()
    {
        var expression = Expression(Position, End);
        Position = End;
        return expression;
    }

    private string WithoutComments(int from, int end)
    {
        var value = new System.Text.StringBuilder();
        var start = tokens[from].Start;
        for (var i = from + 1; i < end; i++)
        {
            if (tokens[i].AfterComment)
            {
                value.Append(Text, start, tokens[i - 1].End - start).Append(' ');
                start = tokens[i].Start;
            }
        }

        return value.Append(Text, start, tokens[end - 1].End - start).ToString();
    }

    private string QuotedName(in Token token)
    {
        var first = Text[token.Start];
        if (first is 'U' or 'u' || Text.IndexOf(first == '[' ? ']' : '"', token.Start + 1, token.Length - 2) >= 0)
        {
            return Literals.Decode(Text, token);
        }

        return pool.Word(Text, token.Start + 1, token.Length - 2, 0).Exact;
    }
}
