namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>The parameters of the builder's methods, in order; <c>a|b</c> are parameters of overloads at one place. Source: MigrationBuilder.cs, CreateTableBuilder.cs and ColumnsBuilder.cs of EF Core 10.</summary>
internal static class EfSignatures
{
    private const string ColumnFacets = "type unicode maxLength rowVersion";

    private static readonly Dictionary<string, string[]> Parameters = new Dictionary<string, string>
    {
        ["AddColumn"] = $"name table {ColumnFacets} schema nullable defaultValue defaultValueSql computedColumnSql fixedLength comment collation precision scale stored",
        ["AlterColumn"] = $"name table {ColumnFacets} schema nullable defaultValue defaultValueSql computedColumnSql oldClrType oldType oldUnicode oldMaxLength oldRowVersion oldNullable "
            + "oldDefaultValue oldDefaultValueSql oldComputedColumnSql fixedLength oldFixedLength comment oldComment collation oldCollation precision oldPrecision scale oldScale stored oldStored",
        ["Column"] = $"{ColumnFacets} name nullable defaultValue defaultValueSql computedColumnSql fixedLength comment collation precision scale stored",
        ["AddForeignKey"] = "name table column|columns principalTable schema principalSchema principalColumn|principalColumns onUpdate onDelete",
        ["AddPrimaryKey"] = "name table column|columns schema",
        ["AddUniqueConstraint"] = "name table column|columns schema",
        ["AddCheckConstraint"] = "name table sql schema",
        ["CreateCheckConstraint"] = "name table sql schema",
        ["AlterDatabase"] = "collation oldCollation",
        ["AlterTable"] = "name schema comment oldComment",
        ["AlterSequence"] = "name schema incrementBy minValue maxValue cyclic oldIncrementBy oldMinValue oldMaxValue oldCyclic",
        ["CreateIndex"] = "name table column|columns schema unique filter descending",
        ["EnsureSchema"] = "name",
        ["CreateSequence"] = "name schema startValue incrementBy minValue maxValue cyclic",
        ["RestartSequence"] = "name startValue schema",
        ["CreateTable"] = "name columns schema constraints comment",
        ["DropColumn"] = "name table schema",
        ["DropForeignKey"] = "name table schema",
        ["DropPrimaryKey"] = "name table schema",
        ["DropUniqueConstraint"] = "name table schema",
        ["DropCheckConstraint"] = "name table schema",
        ["DropIndex"] = "name table schema",
        ["DropSchema"] = "name",
        ["DropSequence"] = "name schema",
        ["DropTable"] = "name schema",
        ["RenameColumn"] = "name table newName schema",
        ["RenameIndex"] = "name newName table schema",
        ["RenameSequence"] = "name schema newName newSchema",
        ["RenameTable"] = "name schema newName newSchema",
        ["EnsurePostgresExtension"] = "name schema version",
        ["Sql"] = "sql suppressTransaction",
        ["PrimaryKey"] = "name columns",
        ["UniqueConstraint"] = "name columns",
        ["CheckConstraint"] = "name sql",
        ["ForeignKey"] = "name column|columns principalTable principalColumn|principalColumns principalSchema onUpdate onDelete",
    }.ToDictionary(pair => pair.Key, pair => pair.Value.Split(' '), StringComparer.Ordinal);

    /// <summary>The position of a parameter; more than there are arguments when the method has none at a fixed place.</summary>
    public static int Position(string method, string parameter)
    {
        if (Parameters.TryGetValue(method, out var parameters))
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                if (parameters[i] == parameter || (parameters[i].Length > parameter.Length && Array.IndexOf(parameters[i].Split('|'), parameter) >= 0))
                {
                    return i;
                }
            }
        }

        return int.MaxValue;
    }
}
