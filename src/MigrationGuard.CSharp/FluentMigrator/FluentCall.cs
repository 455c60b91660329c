using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>A call chain that is read link by link, and what it makes FluentMigrator send.</summary>
/// <param name="chain">The chain.</param>
/// <param name="script">Takes the operations.</param>
internal sealed class FluentCall(Chain chain, MigrationScript script)
{
    private int _next;

    /// <summary>Takes the operations.</summary>
    public MigrationScript Script => script;

    /// <summary>Writes the SQL of the dialect.</summary>
    public FluentGenerator Generator { get; } = FluentGenerator.Of(script.Dialect);

    /// <summary>What is sent, in order; it is written when the whole chain is known.</summary>
    public List<FluentExpression> Expressions { get; } = [];

    /// <summary>Whether the next link has that name.</summary>
    public bool Is(string name) => _next < chain.Links.Count && chain.Links[_next].Name == name;

    /// <summary>The next link, or null at the end.</summary>
    public Link? Take() => _next < chain.Links.Count ? chain.Links[_next++] : null;

    /// <summary>Whether the file imports one of the two libraries of extensions, and not this one: what its extension says then has no effect on this database.</summary>
    public bool IgnoresExtensions(string imported) => FileImports.OnlyOther(chain.Node.SyntaxTree, imported);

    /// <summary>Sends one command whose statements stand at different links.</summary>
    public bool SendTogether(IReadOnlyList<(Link At, string Sql)> statements)
    {
        for (var i = 0; i < statements.Count; i++)
        {
            var (at, sql) = statements[i];
            script.AddGenerated(at, i < statements.Count - 1 ? sql : Generator.Batch(sql), static operation => operation);
        }

        return true;
    }

    /// <summary>Sends SQL that drops the default of a column, whatever its name is.</summary>
    public bool SendDrop(Link at, string sql, IReadOnlyList<string> columns)
    {
        var dropped = 0;
        script.AddGenerated(at, Generator.Batch(sql), operation => operation is DropConstraint drop && dropped < columns.Count ? drop with { DefaultOf = columns[dropped++] } : operation);
        return true;
    }

    /// <summary>Sends SQL that drops an index, which not every dialect says the table of.</summary>
    public bool SendDropIndex(Link at, string sql, string table)
    {
        script.AddGenerated(at, Generator.Batch(sql), operation => operation is DropIndex { On: null } drop ? drop with { On = new ObjectName(drop.Name.Schema, table) } : operation);
        return true;
    }

    /// <summary>Says that the whole call was not understood.</summary>
    public void Unread(string reason) => script.Unread(chain.Node, reason);

    /// <summary>Says that a link was not understood.</summary>
    public void Unknown(Link link) => script.Unread(link, $"{link.Name} is no call of FluentMigrator that is known here");

    /// <summary>Sends SQL for a link.</summary>
    public bool Send(Link at, string? sql)
    {
        if (sql is null)
        {
            script.Unread(at, $"FluentMigrator has nothing to send to {Generator.Product} for this");
        }
        else if (sql.Length > 0)
        {
            script.AddGenerated(at, Generator.Batch(sql), static operation => operation);
        }

        return true;
    }

    /// <summary>Sends everything that the chain said.</summary>
    public bool SendAll()
    {
        foreach (var expression in Expressions)
        {
            if (expression.Fault is { } fault)
            {
                script.Unread(expression.At, fault);
            }
            else if (Generator.Write(expression) is { Length: > 0 } sql)
            {
                script.AddGenerated(expression.At, Generator.Batch(sql), operation => Stated(operation, expression));
            }
        }

        return true;
    }

    /// <summary>Adds what the SQL does not tell: which NOT NULL nobody wrote, and that an ALTER COLUMN without NULL is meant to say NULL.</summary>
    private static Operation Stated(Operation operation, FluentExpression expression) => (operation, expression) switch
    {
        (AddColumn add, ColumnAddition { Column.Nullable: null }) => add with { Column = add.Column with { NullabilityImplied = true } },
        (CreateTable create, TableCreation table) => create with { Columns = create.Columns.Select((column, at) => Stated(column, table, at)).ToArray() },
        (AlterColumnType { Nullable: false } alter, ColumnAlteration { Column.Nullable: null }) => alter with { NullabilityImplied = true },
        (AlterColumnType { Nullable: null } alter, ColumnAlteration { Column.Nullable: true, StatesNullability: true }) => alter with { Nullable = true },
        (DropConstraint drop, DefaultAlteration change) => drop with { DefaultOf = change.Column },
        _ => operation,
    };

    private static Operations.ColumnDefinition Stated(Operations.ColumnDefinition column, TableCreation table, int at)
        => at < table.Columns.Count && table.Columns[at].Nullable is null ? column with { NullabilityImplied = true } : column;
}
