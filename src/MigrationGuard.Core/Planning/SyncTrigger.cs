using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Sql.PostgreSql;

namespace MigrationGuard.Planning;

/// <summary>The function of PostgreSQL that keeps two columns in step: it goes by the column that a statement changed, and by the new one when it changed both.</summary>
internal sealed class SyncTrigger(SyncedColumns columns)
{
    private readonly string _old = "NEW." + NameWriter.Name(columns.Old);
    private readonly string _new = "NEW." + NameWriter.Name(columns.New);

    /// <summary>The body of the function.</summary>
    public string Body()
    {
        string[] lines =
        [
            "",
            .. UsesRow ? ["#variable_conflict use_column"] : Array.Empty<string>(),
            "BEGIN",
            "  -- *<> compares bytes: not every type has an =, and values that it calls equal need not be the same",
            $"  IF ROW({_new})::record *<> ROW({Before})::record THEN",
            .. columns.Converts ? Conversion() : [$"    {_old} := {_new};", "  ELSE", $"    {_new} := {_old};", "  END IF;"],
            "  RETURN NEW;",
            "END;",
            "",
        ];
        return string.Join("\n", lines);
    }

    /// <summary>The settings that hold while it runs, whoever writes: those of whoever created it, each on a line of its own.</summary>
    public string Settings()
    {
        string[] settings = columns.Converts && !Keeps ? ["search_path", "timezone", "datestyle", "intervalstyle"]
            : columns.Default is not null && !PostgreSqlCasts.IsBuiltIn(columns.Type) ? ["search_path"]
            : [];
        return string.Concat(settings.Select(setting => $"\nSET {setting} FROM CURRENT"));
    }

    private bool UsesRow => columns.Forward is not null || columns.Backward is not null;

    private bool Keeps => !UsesRow && PostgreSqlCasts.KeepsValues(columns.OldType, columns.Type);

    // OLD is NULL when a row is inserted, as a column without a default is then.
    private string Before => columns is { Default: { } value, Type: { } type }
        ? $"CASE TG_OP WHEN 'INSERT' THEN CAST({value} AS {TypeWriter.Write(type)}) ELSE OLD.{NameWriter.Name(columns.New)} END"
        : "OLD." + NameWriter.Name(columns.New);

    private string Up => columns.Forward is null ? _old : OverRow(columns.Forward);

    // NULL in the new column means that it is not filled, so what becomes of it there is decided at once.
    private string[] Conversion() =>
    [
        "    BEGIN",
        $"      {_old} := {(columns.Backward is null ? _new : OverRow(columns.Backward))};",
        .. columns.Backward is null ? WayBack() : [],
        .. Refusal("    ", columns.New, "older versions read " + Typed(columns.Old, columns.OldType)),
        "    END;",
        $"    IF {_new} IS NOT NULL THEN",
        "      RETURN NEW;",
        "    END IF;",
        $"  ELSIF TG_OP = 'UPDATE' AND {_new} IS NOT NULL AND ROW({_old})::record *= ROW(OLD.{NameWriter.Name(columns.Old)})::record THEN",
        "    RETURN NEW;",
        "  END IF;",
        .. Keeps ? [$"  {_new} := {Up};"] : Checked(),
    ];

    private string[] Checked() =>
    [
        "  BEGIN",
        $"    {_new} := {Up};",
        .. Refusal("  ", columns.Old, "newer versions read " + Typed(columns.New, columns.Type)),
        "  END;",
    ];

    private string[] WayBack()
    {
        var again = columns.Forward is not null || columns.Type is null ? Up : $"CAST({_old} AS {TypeWriter.Write(columns.Type)})";
        var differs = columns.Type is { ArrayDimensions: 0 } type && PostgreSqlCasts.EqualIsSame(type)
            ? $"{again} IS DISTINCT FROM {_new}"
            : $"ROW({again})::record *<> ROW({_new})::record";
        return
        [
            $"      IF {differs} THEN",
            $"        RAISE USING ERRCODE = 'data_exception', MESSAGE = format('it would become %s', {_old});",
            "      END IF;",
        ];
    }

    private string[] Refusal(string indent, string column, string reads)
    {
        var message = NameWriter.Literal($"{columns.Table.Name}.{column} cannot be ".Replace("%", "%%") + "%s while " + reads.Replace("%", "%%") + ": %s");
        return
        [
            indent + "EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN",
            $"{indent}  RAISE USING ERRCODE = SQLSTATE, TABLE = {NameWriter.Literal(columns.Table.Name)}, COLUMN = {NameWriter.Literal(column)},",
            $"{indent}    MESSAGE = format({message}, left(NEW.{NameWriter.Name(column)}::text, 100), SQLERRM);",
        ];
    }

    private static string Typed(string column, DataType? type) => type is null ? column : $"{column} ({type})";

    private string OverRow(SqlExpression expression) => $"(SELECT {expression} FROM (SELECT NEW.*) AS {NameWriter.Name(columns.Table.Name)})";
}
