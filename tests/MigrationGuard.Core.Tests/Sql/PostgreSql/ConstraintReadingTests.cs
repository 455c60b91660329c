using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Sql.PostgreSql;

public sealed class ConstraintReadingTests
{
    [Test]
    public void ADD_CONSTRAINT_is_read() => Assert.That(
        Reading.Operations("""
            ALTER TABLE t
                ADD CONSTRAINT c CHECK (a > 0) NOT VALID,
                ADD CHECK (b) NOT ENFORCED,
                ADD CONSTRAINT f FOREIGN KEY (a, b) REFERENCES s.u MATCH FULL ON UPDATE NO ACTION ON DELETE SET NULL (a) INITIALLY DEFERRED NOT VALID,
                ADD PRIMARY KEY USING INDEX i,
                ADD CONSTRAINT u UNIQUE NULLS NOT DISTINCT (a, b) INCLUDE (c) WITH (fillfactor = 70) USING INDEX TABLESPACE fast,
                ADD EXCLUDE USING gist (r WITH &&) WHERE (a),
                ADD CONSTRAINT n NOT NULL a NOT VALID,
                ADD UNIQUE (a, b WITHOUT OVERLAPS);
            """),
        Is.EqualTo(new Operation[]
        {
            new AddConstraint("t", new CheckConstraint(Reading.Sql("a > 0")) { Name = "c", NotValid = true }),
            new AddConstraint("t", new CheckConstraint(Reading.Sql("b")) { NotEnforced = true }),
            new AddConstraint(
                "t",
                new ForeignKeyConstraint(new(["a", "b"]), new ObjectName("s", "u"), [])
                {
                    Name = "f", Match = "FULL", OnUpdate = "NO ACTION", OnDelete = "SET NULL (a)", InitiallyDeferred = true, NotValid = true,
                }),
            new AddConstraint("t", new UniqueConstraint([]) { IsPrimaryKey = true, UsingIndex = "i" }),
            new AddConstraint(
                "t",
                new UniqueConstraint(new(["a", "b"]))
                {
                    Name = "u", NullsNotDistinct = true, Include = new(["c"]), Options = new IndexOptions { Other = "WITH (fillfactor = 70) USING INDEX TABLESPACE fast" },
                }),
            new AddConstraint("t", new ExclusionConstraint(Reading.Sql("USING gist (r WITH &&) WHERE (a)"))),
            new AddConstraint("t", new NotNullConstraint("a") { Name = "n", NotValid = true }),
            new AddConstraint("t", new UniqueConstraint(new(["a", "b"]))),
        }));

    [Test]
    public void Constraints_are_validated_dropped_renamed_and_altered() => Assert.That(
        Reading.Operations("""
            ALTER TABLE t VALIDATE CONSTRAINT c, DROP CONSTRAINT IF EXISTS d CASCADE, ALTER CONSTRAINT f DEFERRABLE INITIALLY DEFERRED;
            ALTER TABLE t RENAME CONSTRAINT a TO b;
            """),
        Is.EqualTo(new Operation[]
        {
            new ValidateConstraint("t", "c"),
            new DropConstraint("t", "d") { IfExists = true, Cascade = true },
            new AlterConstraint("t", "f", "DEFERRABLE INITIALLY DEFERRED"),
            new RenameConstraint("t", "a", "b"),
        }));
}
