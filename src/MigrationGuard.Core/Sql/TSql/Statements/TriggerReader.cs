using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads CREATE and ALTER TRIGGER, ENABLE and DISABLE TRIGGER.</summary>
internal static class TriggerReader
{
    public static bool Read(Statement statement, bool replace)
    {
        var tokens = statement.Tokens;
        tokens.Position++;
        if (!tokens.ObjectName(out var name))
        {
            return false;
        }

        var from = tokens.Position;
        var end = RoutineReader.ModuleEnd(tokens);
        if (!tokens.Expect("ON"))
        {
            return false;
        }

        if (IsServerOrDatabase(tokens))
        {
            var text = tokens.Slice(statement.From + 1, end);
            return statement.AddRest(replace ? new AlterObject(ObjectKind.EventTrigger, name, text) : new CreateObject(ObjectKind.EventTrigger, name, text));
        }

        if (!tokens.ObjectName(out var table))
        {
            return false;
        }

        var body = tokens.Find("AS", tokens.Position);
        var insteadOf = tokens.Find("INSTEAD", tokens.Position);
        return statement.AddRest(new CreateTrigger(name.Name, table, tokens.Slice(from, end)) { Replace = replace, InsteadOf = insteadOf >= 0 && insteadOf < body });
    }

    public static bool Switch(Statement statement)
    {
        var tokens = statement.Tokens;
        var enable = tokens.Accept("ENABLE");
        if ((!enable && !tokens.Expect("DISABLE")) || !tokens.Expect("TRIGGER"))
        {
            return false;
        }

        var names = new List<(string Name, int At)>();
        do
        {
            var at = tokens.Position;
            if (!tokens.ObjectName(out var name))
            {
                return false;
            }

            names.Add((tokens.IsAt(at, "ALL") ? "ALL" : name.Name, at));
        }
        while (tokens.Accept(TokenKind.Comma));
        return tokens.Expect("ON") && On(statement, names, enable);
    }

    private static bool On(Statement statement, List<(string Name, int At)> names, bool enable)
    {
        var tokens = statement.Tokens;
        if (IsServerOrDatabase(tokens))
        {
            return statement.AddRest(new AlterObject(ObjectKind.EventTrigger, names[0].Name, statement.Text));
        }

        if (!tokens.ObjectName(out var table))
        {
            return false;
        }

        foreach (var (name, at) in names)
        {
            statement.Add(new SwitchTrigger(table, name, enable), at, at + 1);
        }

        statement.Widen();
        return true;
    }

    private static bool IsServerOrDatabase(TokenCursor tokens) => tokens.Is("DATABASE") || tokens.Is("ALL", "SERVER");
}
