using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;
using MigrationGuard.Sql.TSql.Statements;

namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>
/// The one statement that says enough although a name in it is looked up at run time: the default of a column, whose name the server chose,
/// is dropped by <c>'ALTER TABLE users DROP CONSTRAINT ' + @name</c>. The variable stands for the name.
/// </summary>
internal static class UnknownName
{
    public static DropConstraint? Read(ScriptText script)
    {
        var buffer = new TokenBuffer();
        var lexer = new SqlLexer(script.Text, script.Start, script.End, LexerOptions.TSql);
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            buffer.Add(token);
        }

        while (buffer.Count > 0 && buffer[buffer.Count - 1].Kind == TokenKind.Semicolon)
        {
            buffer.RemoveLast();
        }

        var tokens = new TokenCursor(script.Text, buffer, NamePool.OfThread, LexerOptions.TSql);
        var statement = new Statement(tokens);
        statement.Begin(0, buffer.Count, inLoop: false);
        return tokens.Accept("ALTER") && AlterTableReader.Alter(statement) && tokens.AtEnd
            && statement.Found.Count == 1 && statement.Found[0].Operation is DropConstraint drop && !HoldsVariable(drop.Of)
            ? drop
            : null;
    }

    private static bool HoldsVariable(ObjectName name) => Contains(name.Name) || (name.Schema is { } schema && Contains(schema));

    private static bool Contains(string name) => name.IndexOf("@", StringComparison.Ordinal) >= 0;
}
