using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads what follows DROP; one operation per object.</summary>
internal static class DropReader
{
    public static bool Read(Statement statement)
    {
        var tokens = statement.Tokens;
        switch (tokens.Keyword)
        {
            case "TABLE" when tokens.Accept("TABLE"):
                return Each(statement, static (name, ifExists) => new DropTable(name) { IfExists = ifExists });
            case "VIEW" when tokens.Accept("VIEW"):
                return Each(statement, static (name, ifExists) => new DropObject(ObjectKind.View, name) { IfExists = ifExists });
            case "PROC" or "PROCEDURE":
                tokens.Position++;
                return Each(statement, static (name, ifExists) => new DropObject(ObjectKind.Routine, name) { IfExists = ifExists, Signature = "PROCEDURE" });
            case "FUNCTION" when tokens.Accept("FUNCTION"):
                return Each(statement, static (name, ifExists) => new DropObject(ObjectKind.Routine, name) { IfExists = ifExists, Signature = "FUNCTION" });
            case "TYPE" when tokens.Accept("TYPE"):
                return Each(statement, static (name, ifExists) => new DropType(name) { IfExists = ifExists });
            case "INDEX" when tokens.Accept("INDEX"):
                return Indexes(statement);
            case "TRIGGER" when tokens.Accept("TRIGGER"):
                return Triggers(statement);
            case "SECURITY" when tokens.Accept("SECURITY", "POLICY"):
                return Each(statement, static (name, ifExists) => new ChangePolicy(PolicyChange.Drop, name.Name, name) { IfExists = ifExists });
            default:
                return ObjectReader.Drop(statement);
        }
    }

    private static bool Each(Statement statement, Func<ObjectName, bool, Operation> drop)
    {
        var tokens = statement.Tokens;
        var ifExists = tokens.Accept("IF", "EXISTS");
        do
        {
            var from = tokens.Position;
            if (!tokens.ObjectName(out var name))
            {
                return false;
            }

            statement.Add(drop(name, ifExists), from, tokens.Position);
        }
        while (tokens.Accept(TokenKind.Comma));
        return Whole(statement);
    }

    /// <summary>A statement that drops one object is the step itself.</summary>
    private static bool Whole(Statement statement)
    {
        statement.Widen();
        return true;
    }

    private static bool Triggers(Statement statement)
    {
        var tokens = statement.Tokens;
        var on = tokens.Find("ON", tokens.Position);
        if (on < 0)
        {
            return Each(statement, static (name, ifExists) => new DropTrigger(name.Name, name) { IfExists = ifExists });
        }

        var end = tokens.Narrow(on);
        var read = Each(statement, static (name, ifExists) => new DropObject(ObjectKind.EventTrigger, name) { IfExists = ifExists });
        tokens.Narrow(end);
        tokens.Position = read ? end : tokens.Position;
        return read;
    }

    /// <summary>Both forms: <c>DROP INDEX name ON table</c> and <c>DROP INDEX table.name</c>.</summary>
    private static bool Indexes(Statement statement)
    {
        var tokens = statement.Tokens;
        var ifExists = tokens.Accept("IF", "EXISTS");
        do
        {
            var from = tokens.Position;
            if (!tokens.ObjectName(out var name))
            {
                return false;
            }

            var index = new DropIndex(name.Name) { IfExists = ifExists, On = name.Schema is null ? default(ObjectName?) : Reading.QualifiedName.Of(name.Schema) };
            if (tokens.Accept("ON"))
            {
                if (!tokens.ObjectName(out var table))
                {
                    return false;
                }

                index = index with { On = table };
            }

            var options = IndexOptions.None;
            if (!IndexOptionsReader.Optional(tokens, ref options))
            {
                return false;
            }

            statement.Add(index with { Options = options }, from, tokens.Position);
        }
        while (tokens.Accept(TokenKind.Comma));
        return Whole(statement);
    }
}
