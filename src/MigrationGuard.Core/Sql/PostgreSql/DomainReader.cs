using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads CREATE and ALTER DOMAIN. https://www.postgresql.org/docs/current/sql-createdomain.html</summary>
internal static class DomainReader
{
    /// <summary>Reads what follows CREATE DOMAIN.</summary>
    public static bool Create(Statement s)
    {
        var c = s.Cursor;
        if (!c.ObjectName(out var name))
        {
            return false;
        }

        c.Accept("AS");
        if (!DataTypeReader.Read(c, out var type))
        {
            return false;
        }

        var domain = new CreateDomain(name, type);
        var constraints = new List<ConstraintDefinition>();
        while (!c.AtEnd)
        {
            if (!Item(c, ref domain, constraints))
            {
                return false;
            }
        }

        List<CheckConstraint> checks = [];
        foreach (var constraint in constraints)
        {
            if (constraint is CheckConstraint check)
            {
                checks.Add(check);
            }
        }

        return s.Add(checks.Count > 0 ? domain with { Checks = checks } : domain);
    }

    private static bool Item(TokenCursor c, ref CreateDomain domain, List<ConstraintDefinition> constraints)
    {
        string? name = null;
        if (c.Accept("CONSTRAINT") && !c.Name(out name))
        {
            return false;
        }

        switch (c.Keyword)
        {
            case "NOT" when c.Accept("NOT", "NULL"):
                domain = domain with { NotNull = true };
                return true;
            case "NULL":
                c.Position++;
                return true;
            case "DEFAULT":
                var end = ColumnReader.EndOfExpression(c, ++c.Position);
                domain = domain with { Default = c.Expression(c.Position, end) };
                c.Position = end;
                return true;
            case "COLLATE":
                var collated = Clauses.Collation(c, out var collation);
                domain = domain with { Collation = collation };
                return collated;
            case "CHECK":
                return ConstraintReader.Inline(c, "", name, constraints);
            default:
                return constraints.Count > 0 ? ConstraintReader.Attribute(c, constraints) : c.Fail("a domain constraint");
        }
    }

    /// <summary>Reads what follows ALTER DOMAIN.</summary>
    public static bool Alter(Statement s)
    {
        var c = s.Cursor;
        if (!c.ObjectName(out var name))
        {
            return false;
        }

        switch (c.Keyword)
        {
            case "ADD":
                c.Position++;
                return AddConstraint(s, name);
            case "DROP" when c.Accept("DROP", "CONSTRAINT"):
                Clauses.IfExists(c);
                if (!c.Name(out var dropped))
                {
                    return false;
                }

                Clauses.Cascade(c);
                return s.Add(new AlterDomain(name, DomainChange.DropConstraint) { ConstraintName = dropped });
            case "VALIDATE" when c.Accept("VALIDATE", "CONSTRAINT"):
                return c.Name(out var valid) && s.Add(new AlterDomain(name, DomainChange.ValidateConstraint) { ConstraintName = valid });
            case "SET" or "DROP":
                return SetOrDrop(s, name);
            case "RENAME":
                c.Position++;
                return Rename(s, name);
            case "OWNER" when c.Accept("OWNER", "TO"):
                return c.Name(out var owner) && s.Add(new ChangeOwner("DOMAIN", name, owner));
            default:
                return c.Fail("ADD, DROP, SET, VALIDATE or RENAME");
        }
    }

    private static bool AddConstraint(Statement s, ObjectName name)
    {
        var c = s.Cursor;
        string? constraintName = null;
        if (c.Accept("CONSTRAINT") && !c.Name(out constraintName))
        {
            return false;
        }

        if (c.Accept("NOT", "NULL"))
        {
            return s.Add(new AlterDomain(name, DomainChange.AddConstraint) { Constraint = new NotNullConstraint("") { Name = constraintName } });
        }

        List<ConstraintDefinition> constraints = [];
        if (!c.Is("CHECK") || !ConstraintReader.Inline(c, "", constraintName, constraints))
        {
            return c.Fail("CHECK or NOT NULL");
        }

        while (!c.AtEnd)
        {
            if (!ConstraintReader.Attribute(c, constraints))
            {
                return false;
            }
        }

        return s.Add(new AlterDomain(name, DomainChange.AddConstraint) { Constraint = constraints[0] });
    }

    private static bool SetOrDrop(Statement s, ObjectName name)
    {
        var c = s.Cursor;
        if (c.Accept("SET", "NOT", "NULL"))
        {
            return s.Add(new AlterDomain(name, DomainChange.SetNotNull));
        }

        if (c.Accept("DROP", "NOT", "NULL"))
        {
            return s.Add(new AlterDomain(name, DomainChange.DropNotNull));
        }

        if (c.Accept("DROP", "DEFAULT"))
        {
            return s.Add(new AlterDomain(name, DomainChange.DropDefault));
        }

        if (c.Accept("SET", "DEFAULT"))
        {
            return s.Add(new AlterDomain(name, DomainChange.SetDefault) { Default = c.RestAsExpression() });
        }

        return c.Accept("SET", "SCHEMA") && c.Name(out var schema)
            ? s.Add(new RenameType(name, name.Name) { IsDomain = true, NewSchema = schema })
            : c.Fail("NOT NULL, DEFAULT or SCHEMA");
    }

    private static bool Rename(Statement s, ObjectName name)
    {
        var c = s.Cursor;
        if (c.Accept("CONSTRAINT"))
        {
            return c.Name(out var constraint) && c.Expect("TO") && c.Name(out var newConstraint)
                && s.Add(new AlterDomain(name, DomainChange.RenameConstraint) { ConstraintName = constraint, NewName = newConstraint });
        }

        return c.Expect("TO") && c.Name(out var newName) && s.Add(new RenameType(name, newName) { IsDomain = true });
    }
}
