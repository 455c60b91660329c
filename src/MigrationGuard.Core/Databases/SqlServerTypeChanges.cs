using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using MigrationGuard.Schema;

namespace MigrationGuard.Databases;

/// <summary>What ALTER COLUMN costs on SQL Server. None of it was rehearsed.</summary>
internal static class SqlServerTypeChanges
{
    private const string Docs = SqlServerFacts.Rows.AlterColumn;
    private const string Articles = SqlServerFacts.Rows.Articles;

    public static TypeChange Of(AlterColumnType alter, SimulationState before)
    {
        if (before.Column(alter.Of, alter.Column) is not { Type: { } old } column)
        {
            return new TypeChange(TypeChangeCost.Unknown, TypeChangeFit.Unknown, Docs, Confidence.Documented);
        }

        var change = OfTypes(old, alter.Type, Key(alter, before));
        return column.Nullable switch
        {
            true when alter.Nullable == false => AtLeastScan(change),
            null when alter.Nullable == false && change.Cost == TypeChangeCost.Metadata => change with { Cost = TypeChangeCost.Scan, Confidence = Confidence.Article, Source = Articles },
            _ => change,
        };
    }

    private static TypeChange OfTypes(DataType old, DataType @new, bool isKey)
    {
        var fit = FitOf(old, @new);
        if (SqlServerTypes.Same(old.Name, @new.Name))
        {
            return OfLength(old, @new, fit, isKey);
        }

        return (old.Name.ToLowerInvariant(), @new.Name.ToLowerInvariant()) switch
        {
            ("text", "varchar") or ("ntext", "nvarchar") or ("image", "varbinary") when SqlServerTypes.IsMax(@new)
                => new TypeChange(TypeChangeCost.Metadata, fit, Articles, Confidence.Article),
            ("rowversion", "timestamp") or ("timestamp", "rowversion") or ("decimal", "numeric") or ("numeric", "decimal")
                => OfLength(old, @new, fit, isKey),
            _ => new TypeChange(TypeChangeCost.Rewrite, fit, Articles, Confidence.Article),
        };
    }

    private static TypeChange OfLength(DataType old, DataType @new, TypeChangeFit fit, bool isKey)
    {
        if (old.Arguments == @new.Arguments)
        {
            return new TypeChange(TypeChangeCost.Metadata, TypeChangeFit.Same, Docs, Confidence.Documented);
        }

        if (fit == TypeChangeFit.Narrows)
        {
            return new TypeChange(TypeChangeCost.Scan, fit, Articles, Confidence.Article);
        }

        var grows = SqlServerTypes.IsVariable(@new.Name) && !isKey && !SqlServerTypes.IsMax(@new);
        return grows
            ? new TypeChange(TypeChangeCost.Metadata, fit, Docs, Confidence.Documented)
            : new TypeChange(TypeChangeCost.Rewrite, fit, Articles, Confidence.Article);
    }

    private static TypeChange AtLeastScan(TypeChange change) => change.Cost >= TypeChangeCost.Scan
        ? change with { Fit = Tightened(change.Fit) }
        : change with { Cost = TypeChangeCost.Scan, Fit = Tightened(change.Fit), Source = Articles, Confidence = Confidence.Article };

    private static TypeChangeFit Tightened(TypeChangeFit fit) => fit is TypeChangeFit.Same or TypeChangeFit.Widens ? TypeChangeFit.Narrows : fit;

    private static TypeChangeFit FitOf(DataType old, DataType @new)
    {
        if (SqlServerTypes.Same(old.Name, @new.Name) || (SqlServerTypes.IsDecimal(old.Name) && SqlServerTypes.IsDecimal(@new.Name)))
        {
            return LengthFit(old, @new);
        }

        var (from, to) = (SqlServerTypes.IntegerSize(old.Name), SqlServerTypes.IntegerSize(@new.Name));
        if (from >= 0 && to >= 0)
        {
            return from < to ? TypeChangeFit.Widens : TypeChangeFit.Narrows;
        }

        if (SqlServerTypes.IsText(old.Name) && SqlServerTypes.IsText(@new.Name))
        {
            return LengthFit(old, @new) == TypeChangeFit.Narrows || (SqlServerTypes.IsUnicode(old.Name) && !SqlServerTypes.IsUnicode(@new.Name))
                ? TypeChangeFit.Narrows
                : TypeChangeFit.Widens;
        }

        return (old.Name.ToLowerInvariant(), @new.Name.ToLowerInvariant()) switch
        {
            ("datetime" or "smalldatetime" or "date", "datetime2") or ("smalldatetime", "datetime") or ("real", "float") or ("smallmoney", "money") => TypeChangeFit.Widens,
            ("datetime2" or "datetime", "date" or "smalldatetime" or "datetime") or ("float", "real") or ("money", "smallmoney") => TypeChangeFit.Narrows,
            _ => TypeChangeFit.Converts,
        };
    }

    private static TypeChangeFit LengthFit(DataType old, DataType @new)
    {
        var (from, to) = (Length(old), Length(@new));
        if (old.Arguments.Count > 1 || @new.Arguments.Count > 1)
        {
            var (oldScale, newScale) = (Scale(old), Scale(@new));
            return from == to && oldScale == newScale ? TypeChangeFit.Same
                : newScale >= oldScale && to - newScale >= from - oldScale ? TypeChangeFit.Widens : TypeChangeFit.Narrows;
        }

        return from == to ? TypeChangeFit.Same : from < to ? TypeChangeFit.Widens : TypeChangeFit.Narrows;
    }

    private static int Length(DataType type) => type switch
    {
        _ when SqlServerTypes.IsOldLob(type.Name) || SqlServerTypes.IsMax(type) => int.MaxValue,
        { Arguments.Count: > 0 } => type.Arguments[0],
        _ => SqlServerTypes.IsText(type.Name) ? 1 : 18,
    };

    private static int Scale(DataType type) => type.Arguments.Count > 1 ? type.Arguments[1] : 0;

    private static bool Key(AlterColumnType alter, SimulationState before)
        => before.Schema.Find(alter.Of) is { } table
            && table.Constraints.Exists(c => c.Definition switch
            {
                UniqueConstraint { IsPrimaryKey: true } key => key.Columns.Exists(k => before.Schema.Syntax.Same(k, alter.Column)),
                ForeignKeyConstraint key => key.Columns.Exists(k => before.Schema.Syntax.Same(k, alter.Column)),
                _ => false,
            });
}
