using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Database.Tests;

/// <content>Tables, columns, constraints and indexes.</content>
internal static partial class WrittenOperations
{
    private static IEnumerable<Operation> Tables()
    {
        yield return new CreateTable(
            new("app", "Order Lines"),
            new EquatableList<ColumnDefinition>(
            [
                new ColumnDefinition("id", DataType.Of("bigint")) { Generated = GeneratedKind.IdentityAlways, Options = "START WITH 1000 CACHE 20" },
                new ColumnDefinition("user", DataType.Of("bigint"))
                {
                    Nullable = false,
                    Constraints = new EquatableList<ConstraintDefinition>(
                        [new ForeignKeyConstraint(new[] { "user" }, Users, new[] { "id" }) { Name = "fk", OnDelete = "SET NULL", OnUpdate = "CASCADE", Deferrable = true }]),
                },
                new ColumnDefinition("name", DataType.Of("character varying", 20)) { Collation = "\"C\"", Default = Sql("'it''s'::text"), Nullable = true },
                new ColumnDefinition("total", DataType.Of("numeric", 10, 2)) { Generated = GeneratedKind.Stored, GeneratedExpression = Sql("id * 2") },
            ]),
            new EquatableList<ConstraintDefinition>(
            [
                new UniqueConstraint(new[] { "id" }) { IsPrimaryKey = true, Name = "pk \"quoted\"", Include = new[] { "name" }, Options = new IndexOptions { Other = "WITH (fillfactor=70)" } },
                new UniqueConstraint(new[] { "name" }) { NullsNotDistinct = true, InitiallyDeferred = true },
                new CheckConstraint(Sql("id > 0 AND name <> ';'")) { Name = "ck", NoInherit = true },
                new ExclusionConstraint(Sql("USING btree (id WITH =) WHERE (id > 5)")),
            ]))
        {
            IfNotExists = true,
            Options = "WITH (fillfactor=70)",
        };
        yield return new CreateTable("t", default, default);
        yield return new CreateTable("t", default, default) { Temporary = true, Like = new ObjectName[] { Users }, LikeOptions = "INCLUDING ALL" };
        yield return new CreateTable("t", default, default) { Unlogged = true, Inherits = new ObjectName[] { new("app", "parent") } };
        yield return new CreateTable("t", default, default) { PartitionOf = Events, PartitionBounds = "DEFAULT", PartitionBy = "LIST (id)" };
        yield return new CreateTable(
            "t",
            new EquatableList<ColumnDefinition>([new ColumnDefinition("id", null) { Nullable = false, Default = Sql("1") }]),
            new EquatableList<ConstraintDefinition>([new CheckConstraint(Sql("id > 0"))]))
        {
            PartitionOf = Events,
            PartitionBounds = "FOR VALUES FROM ('2030-01-01') TO ('2031-01-01')",
        };
        yield return new CreateTable("t", new EquatableList<ColumnDefinition>([new ColumnDefinition("order", null)]), default)
        {
            AsQuery = Sql("SELECT 1 AS x WITH NO DATA"),
            Options = "WITH (fillfactor=70)",
        };
        yield return new DropTable(new("app", "child")) { IfExists = true, Cascade = true };
        yield return new RenameTable(Orders, "Orders");
        yield return new MoveTable(Orders, "public");
        yield return new SetTableLogging(new("app", "child"), false);
        yield return new SetTableOption(Orders, "REPLICA IDENTITY FULL");
        yield return new MoveTableStorage(Orders, "TABLESPACE pg_default");
        yield return new ChangeInheritance(new("app", "child"), new("app", "parent"), false);
        yield return new MaintainTable("ANALYZE", Users);
        yield return new LockTable(new ObjectName[] { Users, Orders }, "SHARE ROW EXCLUSIVE");
        yield return new AttachPartition(Events, new("app", "events_2025"), "FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')");
        yield return new AttachPartition(new("app", "ix_events"), new("app", "ix_events_2024"), "") { IsIndex = true };
        yield return new DetachPartition(Events, new("app", "events_2024"));
    }

    private static IEnumerable<Operation> Columns()
    {
        yield return new AddColumn(Users, new ColumnDefinition("Größe \"cm\"", DataType.Of("integer") with { ArrayDimensions = 2 })) { IfNotExists = true };
        yield return new AddColumn(
            Users,
            new ColumnDefinition("tag", DataType.Of("text"))
            {
                Default = Sql("'a;b'"),
                Nullable = false,
                Constraints = new EquatableList<ConstraintDefinition>([new UniqueConstraint(new[] { "tag" }), new CheckConstraint(Sql("tag <> ''")) { Name = "ck_tag" }]),
            });
        yield return new AddColumn(
            Users,
            new ColumnDefinition("other", DataType.Of("bigint")) { Constraints = new EquatableList<ConstraintDefinition>([new NotNullConstraint("other") { Name = "there" }]) });
        yield return new DropColumn(Users, "email") { IfExists = true, Cascade = true };
        yield return new RenameColumn(Users, "username", "User Name");
        yield return new AlterColumnType(Users, "handle", DataType.Of("character varying", 30)) { Collation = "\"C\"", Using = Sql("left(handle, 30)") };
        yield return new SetNotNull(Users, "email");
        yield return new DropNotNull(Users, "price");
        yield return new SetDefault(Users, "handle", Sql("lower('X')"));
        yield return new DropDefault(Users, "price");
        yield return new ChangeIdentity(Users, "number", GeneratedKind.IdentityByDefault) { Add = true, Options = "START WITH 5" };
        yield return new ChangeIdentity(Users, "id", GeneratedKind.IdentityAlways);
        yield return new ChangeIdentity(Users, "id", GeneratedKind.IdentityByDefault);
        yield return new ChangeIdentity(Users, "id", GeneratedKind.None) { IfExists = true };
        yield return new ChangeGenerated(Users, "total", GeneratedKind.None) { IfExists = true };
        yield return new SetColumnSetting(Users, "email", ColumnSetting.Statistics, "500");
        yield return new SetColumnSetting(Users, "email", ColumnSetting.Storage, "EXTERNAL");
        yield return new SetColumnSetting(Users, "email", ColumnSetting.Compression, "pglz");
        yield return new SetColumnSetting(Users, "email", ColumnSetting.Options, "SET (n_distinct = -0.5)");
        yield return new SetColumnSetting(Users, "id", ColumnSetting.Sequence, "RESTART WITH 1000");
    }

    private static IEnumerable<Operation> Constraints()
    {
        yield return new AddConstraint(Users, new CheckConstraint(Sql("price BETWEEN 0 AND 10")) { Name = "select", NotValid = true });
        yield return new AddConstraint(Orders, new ForeignKeyConstraint(new[] { "user_id" }, Users, default) { Match = "FULL", NotValid = true, InitiallyDeferred = true });
        yield return new AddConstraint(Users, new UniqueConstraint(default) { Name = "uq", UsingIndex = "ux_users_number", Deferrable = true });
        yield return new AddConstraint(Orders, new ExclusionConstraint(Sql("USING gist (during WITH &&)")));
        yield return new ValidateConstraint(Users, "ck_status");
        yield return new DropConstraint(Users, "users_pkey") { IfExists = true, Cascade = true };
        yield return new RenameConstraint(Users, "ck_status", "Status?");
        yield return new AlterConstraint(Orders, "fk_users", "DEFERRABLE INITIALLY DEFERRED");
    }

    private static IEnumerable<Operation> Indexes()
    {
        yield return new CreateIndex(
            "user",
            Users,
            new EquatableList<IndexKey>(
            [
                new IndexKey("Mixed", null) { Options = "COLLATE \"C\" text_pattern_ops DESC NULLS LAST" },
                new IndexKey(null, Sql("lower(email)")),
                new IndexKey(null, Sql("(payload ->> 'kind')")),
            ]))
        {
            Unique = true,
            NullsNotDistinct = true,
            IfNotExists = true,
            Method = "btree",
            Include = new[] { "price" },
            Storage = "WITH (fillfactor=70) TABLESPACE pg_default",
            Where = Sql("price > 0 OR email IS NOT NULL"),
        };
        yield return new CreateIndex(null, Events, new EquatableList<IndexKey>([new IndexKey("id", null)])) { Only = true };
        yield return new DropIndex(new("app", "ix_users_email")) { IfExists = true, Cascade = true };
        yield return new RenameIndex(new("app", "ix_users_email"), "ix; odd");
        yield return new AlterIndex(new("app", "ix_users_email"), IndexChange.Options) { Options = new IndexOptions { Other = "SET (fillfactor = 70)" } };
        yield return new Reindex(ReindexScope.Table, Users);
    }
}
