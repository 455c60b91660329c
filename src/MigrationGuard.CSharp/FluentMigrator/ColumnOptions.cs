using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>What is said about one column after the other in Create.Table, Create.Column, Alter.Table and Alter.Column.</summary>
/// <param name="call">The chain.</param>
internal sealed class ColumnOptions(FluentCall call)
{
    private FluentColumn? _column;
    private ColumnExpression? _expression;
    private ForeignKeyCreation? _key;
    private RowsUpdate? _rows;
    private ColumnAlteration? _required;

    /// <summary>The table, as far as the chain has named it.</summary>
    public ObjectName Table { get; set; }

    /// <summary>What follows is about this column.</summary>
    public FluentColumn Begin(FluentColumn column, ColumnExpression? alteration)
    {
        (_column, _expression, _rows, _required) = (column, alteration, null, null);
        return column;
    }

    /// <summary>Reads an option.</summary>
    public void Read(Link link)
    {
        if (_column is not { } column)
        {
            call.Unknown(link);
        }
        else if (link.Name.StartsWith("As", StringComparison.Ordinal))
        {
            ReadType(link, column);
        }
        else if (!ReadOption(link, column) && !ReadKey(link, column))
        {
            call.Unknown(link);
        }
    }

    private void ReadType(Link link, FluentColumn column)
    {
        if (link.Name == "AsCustom")
        {
            (column.Type, column.IsCustom) = (Values.Name(link), true);
        }
        else if (call.Generator.TypeOf(link) is { } type)
        {
            (column.Type, column.IsCustom) = (type, false);
            column.Collation = Collation(link) ?? column.Collation;
        }
        else
        {
            column.TypeFault = $"{link.Name} is no type that FluentMigrator has for {call.Generator.Product}, or one that is not known here";
        }
    }

    private static string? Collation(Link link) => (link.Arguments.Of("collationName", 1) ?? link.Arguments.Of("collationName", 0)) is TextValue text ? text.Text.Text : null;

    private bool ReadOption(Link link, FluentColumn column)
    {
        switch (link.Name)
        {
            case "Nullable":
                SetNullable(link, nullable: true);
                break;
            case "NotNullable":
                SetNullable(link, nullable: false);
                break;
            case "WithDefault" or "WithDefaultValue":
                SetDefault(link, column);
                break;
            case "SetExistingRowsTo":
                SetExistingRows(link);
                break;
            case "PrimaryKey":
                (column.IsPrimaryKey, column.PrimaryKeyName) = (true, Values.First(link) ?? column.PrimaryKeyName);
                break;
            case "Computed":
                (column.Computed, column.Stored) = (Values.Name(link), link.Arguments.Of("stored", 1) is ConstantValue { Constant: true });
                break;
            case "RowGuid":
                column.RowGuid = true;
                break;
            case "Sparse":
                column.Sparse = true;
                break;
            case "WithColumnDescription":
                column.Description = Values.First(link);
                break;
            case "WithColumnAdditionalDescription":
                column.MoreDescriptions.Add(Values.Text(link.Arguments.Of("descriptionName", 0)) + ":" + Values.Text(link.Arguments.Of("description", 1)));
                break;
            case "WithColumnAdditionalDescriptions":
                column.MoreDescriptions.AddRange(link.Arguments.Of("columnDescriptions", 0) is RowValue row ? row.Cells.Select(static cell => cell.Key + ":" + Values.Text(cell.Value)) : []);
                break;
            default:
                return ReadIdentity(link, column);
        }

        return true;
    }

    private static bool ReadIdentity(Link link, FluentColumn column)
    {
        var first = link.Arguments.Count > 0 ? link.Arguments.Items[0].Value : null;
        var identity = link.Name switch
        {
            "Identity" when link.Arguments.Count == 2 => new FluentIdentity { Seed = Values.Name(link), Increment = Values.Name(link.Arguments.Of("increment", 1), link) },
            "Identity" or "AddIdentity" => new FluentIdentity { ByDefault = Values.Member(first) == "ByDefault" },
            "SetIdentity" => new FluentIdentity { ByDefault = Values.Member(first) == "ByDefault", Change = "SET" },
            "DropIdentity" => new FluentIdentity { Change = Values.Flag(link) ? "DROP IF EXISTS" : "DROP" },
            _ => null,
        };
        column.Identity = identity ?? column.Identity;
        return identity is not null;
    }

    private bool ReadKey(Link link, FluentColumn column)
    {
        switch (link.Name)
        {
            case "Indexed" or "Unique":
                var index = new IndexCreation(link, Values.First(link)) { Table = Table, Unique = link.Name == "Unique" };
                index.Keys.Add(new FluentKey(column.Name));
                call.Expressions.Add(index);
                break;
            case "ForeignKey" or "ReferencedBy" when link.Arguments.Count > 1:
                AddKey(link, column);
                break;
            case "ForeignKey" when link.Arguments.Count == 0:
                break;
            case "OnDelete" or "OnUpdate" or "OnDeleteOrUpdate" when _key is not null:
                KeyCalls.SetRule(_key, link);
                break;
            default:
                return false;
        }

        return true;
    }

    private void AddKey(Link link, FluentColumn column)
    {
        var inner = link.Name == "ForeignKey";
        var names = link.Arguments;
        var count = names.Count;
        var other = new ObjectName(
            count == 4 ? Values.Text(names.Of(inner ? "primaryTableSchema" : "foreignTableSchema", 1)) : null,
            Values.Name(names.Of(inner ? "primaryTableName" : "foreignTableName", count - 2), link));
        var otherColumn = Values.Name(names.Of(inner ? "primaryColumnName" : "foreignColumnName", count - 1), link);
        _key = new ForeignKeyCreation(link, count > 2 ? Values.Text(names.Of("foreignKeyName", 0)) : null) { From = inner ? Table : other, To = inner ? other : Table };
        _key.Columns.Add(inner ? column.Name : otherColumn);
        _key.Referenced.Add(inner ? otherColumn : column.Name);
        call.Expressions.Add(_key);
    }

    private void SetDefault(Link link, FluentColumn column)
    {
        var value = link.Arguments.Count > 0 ? link.Arguments.Items[0].Value : new UnknownValue("no value is given", link.Node);
        column.Default = value;
        if (_expression is ColumnAlteration)
        {
            call.Expressions.Add(new DefaultAlteration(link, Table, column.Name, value));
        }
    }

    // The order of what is sent is that of ColumnExpressionBuilderHelper: the column without NOT NULL, the rows, NOT NULL.
    private void SetExistingRows(Link link)
    {
        if (_expression is not ColumnAddition { Column: var column } || link.Arguments.Count == 0)
        {
            return;
        }

        if (_rows is not null)
        {
            _rows.Value = link.Arguments.Items[0].Value;
            return;
        }

        _rows = new RowsUpdate(link, Table, column.Name, link.Arguments.Items[0].Value);
        call.Expressions.Add(_rows);
        SetNullable(link, column.Nullable ?? true);
    }

    private void SetNullable(Link link, bool nullable)
    {
        var column = _column!;
        if (_rows is null)
        {
            column.Nullable = nullable;
            return;
        }

        if (nullable && _required is not null)
        {
            call.Expressions.Remove(_required);
            _required = null;
        }
        else if (!nullable && _required is null)
        {
            _required = new ColumnAlteration(link, column.Required()) { Table = Table, StatesNullability = false };
            call.Expressions.Add(_required);
        }

        column.Nullable = true;
    }
}
