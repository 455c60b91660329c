using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Tests.Generators;

namespace MigrationGuard.Tests.Sql.TSql.Generators;

/// <summary>Operations on tables, columns and constraints that T-SQL can say.</summary>
internal static class TSqlTables
{
    private static readonly Gen<string?> Collation = Generate.Maybe(Generate.Words("Latin1_General_100_CI_AS_SC_UTF8|SQL_Latin1_General_CP1_CI_AS|Latin1_General_BIN2"));

    private static readonly Gen<bool?> Nullable = Generate.MaybeValue(Generate.Either);

    private static readonly Gen<string?> Action = Generate.Maybe(Generate.Words("CASCADE|SET NULL|SET DEFAULT|NO ACTION"));

    private static readonly Gen<CheckConstraint> Check = TSqlExpressions.Condition.Select(condition => new CheckConstraint(condition));

    private static readonly Gen<UniqueConstraint> Unique =
        from columns in NameGenerator.Columns
        from primary in Generate.Either
        from clustered in Generate.MaybeValue(Generate.Either)
        from options in TSqlIndexes.Options
        select new UniqueConstraint(columns) { IsPrimaryKey = primary, Clustered = clustered, Options = options with { LowPriority = null, DropExisting = false } };

    private static readonly Gen<ForeignKeyConstraint> ForeignKey =
        from columns in NameGenerator.Columns
        from table in NameGenerator.TableName
        from referenced in NameGenerator.NoColumnsOrSome
        from delete in Action
        from update in Action
        select new ForeignKeyConstraint(columns, table, referenced) { OnDelete = delete, OnUpdate = update };

    private static readonly Gen<DefaultConstraint> Default =
        from column in NameGenerator.Column
        from value in TSqlExpressions.Default
        from values in Generate.Rarely
        select new DefaultConstraint(column, value) { WithValues = values };

    private static readonly Gen<ConstraintDefinition> TableConstraint =
        from constraint in Gen.OneOf(
            Check.Select(ConstraintDefinition (c) => c), Unique.Select(ConstraintDefinition (c) => c), ForeignKey.Select(ConstraintDefinition (c) => c))
        from name in Generate.Maybe(NameGenerator.Constraint)
        select constraint with { Name = name };

    private static readonly Gen<ColumnDefinition> Computed =
        from name in NameGenerator.Column
        from expression in TSqlExpressions.Computed
        from stored in Generate.Either
        select new ColumnDefinition(name, null) { Generated = stored ? GeneratedKind.Stored : GeneratedKind.Virtual, GeneratedExpression = expression };

    private static readonly Gen<ColumnDefinition> Identity =
        from name in NameGenerator.Column
        from options in Generate.Maybe(Generate.Words("IDENTITY(1,1)|IDENTITY (100, 5) NOT FOR REPLICATION"))
        select new ColumnDefinition(name, DataType.Of("bigint")) { Generated = GeneratedKind.IdentityAlways, Options = options, Nullable = false };

    private static readonly Gen<ColumnDefinition> Ordinary =
        from name in NameGenerator.Column
        from type in TSqlExpressions.Type
        from nullable in Nullable
        from collation in Collation
        from value in Generate.Maybe(TSqlExpressions.Default)
        from valueName in Generate.Maybe(Generate.Words("DF_users_status|df"))
        from options in Generate.Maybe(Generate.Words("SPARSE|ROWGUIDCOL|MASKED WITH (FUNCTION = 'default()')|GENERATED ALWAYS AS ROW START HIDDEN"))
        from constraint in Generate.Maybe(TableConstraint)
        select new ColumnDefinition(name, type)
        {
            Nullable = nullable,
            Collation = collation,
            Default = value,
            DefaultName = value is null ? null : valueName,
            WithValues = value is not null && nullable == true,
            Options = options,
            Constraints = constraint is null ? default(EquatableList<ConstraintDefinition>) : new[] { At(constraint, name) },
        };

    public static Gen<ColumnDefinition> Column { get; } = Gen.Frequency((5, Ordinary), (1, Identity), (1, Computed));

    private static readonly Gen<CreateTable> Create =
        from name in NameGenerator.TableName
        from temporary in Generate.Rarely
        from columns in Generate.List(Column, 1, 4)
        from constraints in Generate.List(TableConstraint, 0, 2)
        from ifNotExists in Generate.Rarely
        from options in Generate.Maybe(Generate.Words("ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]|WITH (DATA_COMPRESSION = PAGE)|PERIOD FOR SYSTEM_TIME (a, b) WITH (SYSTEM_VERSIONING = ON)|ON ps(created_at)"))
        select new CreateTable(temporary ? "#" + "work" : name, columns, constraints) { IfNotExists = ifNotExists, Temporary = temporary, Options = options };

    private static readonly Gen<CreateTable> Into =
        from name in NameGenerator.TableName
        from query in Generate.Words("SELECT id, o.name AS handle FROM orders AS o WHERE id > 0|SELECT id, (SELECT max(id) FROM b) AS handle")
        select new CreateTable(name, new ColumnDefinition[] { new("id", null), new("handle", null) }, []) { AsQuery = TSqlExpressions.Text(query) };

    public static Gen<Operation> Tables { get; } = Gen.OneOf(
        Generate.Plain(Create),
        Generate.Plain(Into),
        Generate.Plain(from name in NameGenerator.TableName from ifExists in Generate.Either select new DropTable(name) { IfExists = ifExists }),
        Generate.Plain(from name in NameGenerator.TableName.Where(n => !n.Name.StartsWith("FK_", StringComparison.Ordinal)) from to in NameGenerator.Table select new RenameTable(name, to)),
        Generate.Plain(from name in NameGenerator.TableName from to in NameGenerator.Schema select new MoveTable(name, to)),
        Generate.Plain(from name in NameGenerator.TableName from option in Generate.Words("SET (LOCK_ESCALATION = DISABLE)|SET (FILESTREAM_ON = \"default\")") select new SetTableOption(name, option)),
        Generate.Plain(from name in NameGenerator.TableName from options in TSqlIndexes.Rebuild select new RewriteTable(RewriteKind.Rebuild, name) { Options = options }),
        Generate.Plain(from name in NameGenerator.TableName select new MaintainTable("UPDATE STATISTICS", name)),
        Generate.Plain(from name in NameGenerator.TableName from enabled in Generate.Either from history in Generate.MaybeValue(NameGenerator.TableName) select new ChangeSystemVersioning(name, enabled) { History = enabled ? history : null }),
        Generate.Plain(
            from source in NameGenerator.TableName
            from target in NameGenerator.TableName
            from partitions in Generate.Maybe(Generate.Words("PARTITION 1 TO PARTITION 2|PARTITION 3 TO|TO PARTITION $PARTITION.pf('2020-01-01')"))
            from wait in TSqlIndexes.Wait
            select new SwitchPartition(source, target) { Partitions = partitions, LowPriority = wait }),
        Generate.Plain(from name in NameGenerator.Object from split in Generate.Either select new ChangePartitionRange(name, split, TSqlExpressions.Text("'2024-01-01'"))));

    public static Gen<Operation> Columns { get; } = Gen.OneOf(
        Generate.Plain(from table in NameGenerator.TableName from column in Column from ifNotExists in Generate.Rarely select new AddColumn(table, column) { IfNotExists = ifNotExists }),
        Generate.Plain(from table in NameGenerator.TableName from column in NameGenerator.Column from ifExists in Generate.Either select new DropColumn(table, column) { IfExists = ifExists }),
        Generate.Plain(from table in NameGenerator.TableName from column in NameGenerator.Column from to in NameGenerator.Column select new RenameColumn(table, column, to)),
        Generate.Plain(
            from table in NameGenerator.TableName
            from column in NameGenerator.Column
            from type in TSqlExpressions.Type
            from nullable in Nullable
            from collation in Collation
            from online in Generate.Rarely
            select new AlterColumnType(table, column, type) { Nullable = nullable, Collation = collation, Online = online }),
        Generate.Plain(from table in NameGenerator.TableName from column in NameGenerator.Column from to in Generate.Pick(GeneratedKind.Stored, GeneratedKind.Virtual) select new ChangeGenerated(table, column, to)),
        Generate.Plain(
            from table in NameGenerator.TableName
            from column in NameGenerator.Column
            from change in Generate.Words("ADD SPARSE|DROP SPARSE|ADD ROWGUIDCOL|DROP NOT FOR REPLICATION|DROP MASKED|ADD MASKED WITH (FUNCTION = 'email()')")
            select new SetColumnSetting(table, column, ColumnSetting.Attribute, change)));

    public static Gen<Operation> Constraints { get; } = Gen.OneOf(
        Generate.Plain(
            from table in NameGenerator.TableName
            from constraint in Gen.Frequency((3, TableConstraint), (1, Default.Select(ConstraintDefinition (c) => c)))
            from notValid in Generate.Either
            select new AddConstraint(table, constraint with { NotValid = notValid && constraint is CheckConstraint or ForeignKeyConstraint })),
        Generate.Plain(from table in NameGenerator.TableName from name in NameGenerator.Constraint from ifExists in Generate.Either select new DropConstraint(table, name) { IfExists = ifExists }),
        Generate.Plain(
            from table in NameGenerator.TableName
            from name in Gen.Frequency((3, NameGenerator.Constraint), (1, Gen.Constant("ALL")))
            from enable in Generate.Either
            from check in Generate.Either
            select new SwitchConstraint(table, name) { Enable = enable, WithCheck = enable && check }));

    /// <summary>The constraint as it is when it stands at the column.</summary>
    private static ConstraintDefinition At(ConstraintDefinition constraint, string column) => constraint switch
    {
        ForeignKeyConstraint key => key with { Columns = new[] { column } },
        UniqueConstraint unique => unique with { Columns = new[] { column } },
        _ => constraint,
    };
}
