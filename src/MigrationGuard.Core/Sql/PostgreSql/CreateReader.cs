using MigrationGuard.Operations;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads CREATE: the words in front of the kind of object, then hands over.</summary>
internal static class CreateReader
{
    private static readonly CreateTable Plain = new("", default, default);

    /// <summary>Reads what follows CREATE.</summary>
    public static bool Read(Statement s)
    {
        var c = s.Cursor;
        var replace = c.Accept("OR", "REPLACE");
        switch (c.Keyword)
        {
            case "TABLE":
                c.Position++;
                return TableReader.Read(s, Plain);
            case "TEMP" or "TEMPORARY" or "LOCAL" or "GLOBAL" or "UNLOGGED":
                return Temporary(s, replace);
            case "FOREIGN" when c.Accept("FOREIGN", "TABLE"):
                return TableReader.Read(s, Plain);
            case "UNIQUE" or "INDEX":
                return IndexReader.Create(s);
            case "RECURSIVE" or "VIEW" or "MATERIALIZED":
                return ViewReader.Create(s, replace);
            case "SEQUENCE":
                c.Position++;
                return SequenceReader.Create(s);
            case "TYPE":
                c.Position++;
                return UserTypeReader.Create(s);
            case "DOMAIN":
                c.Position++;
                return DomainReader.Create(s);
            case "FUNCTION" or "PROCEDURE" or "AGGREGATE":
                return RoutineReader.Create(s, replace);
            case "TRIGGER" or "CONSTRAINT":
                return TriggerReader.Create(s, replace);
            case "RULE":
                return TriggerReader.CreateRule(s, replace);
            case "POLICY":
                c.Position++;
                return PolicyReader.Read(s, PolicyChange.Create);
            default:
                return ObjectReader.Create(s);
        }
    }

    private static bool Temporary(Statement s, bool replace)
    {
        var c = s.Cursor;
        if (!c.Accept("LOCAL"))
        {
            c.Accept("GLOBAL");
        }

        var unlogged = c.Accept("UNLOGGED");
        var temporary = c.Accept("TEMP") || c.Accept("TEMPORARY");
        switch (c.Keyword)
        {
            case "TABLE":
                c.Position++;
                return TableReader.Read(s, Plain with { Temporary = temporary, Unlogged = unlogged });
            case "SEQUENCE":
                c.Position++;
                return SequenceReader.Create(s);
            case "VIEW" or "RECURSIVE":
                return ViewReader.Create(s, replace);
            default:
                return c.Fail("TABLE, SEQUENCE or VIEW");
        }
    }
}
