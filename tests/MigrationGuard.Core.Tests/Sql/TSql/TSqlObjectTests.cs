using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Sql.TSql;

public sealed class TSqlObjectTests
{
    [Test]
    public void A_view_is_outlined()
    {
        var view = TSqlText.Single<CreateView>("CREATE OR ALTER VIEW dbo.people (id, handle) WITH SCHEMABINDING AS SELECT u.id, handle = u.name FROM dbo.users u WHERE u.active = 1 WITH CHECK OPTION");
        Assert.That((view.Replace, view.CheckOption, view.Updatable, view.Restricts, view.Options), Is.EqualTo((true, true, true, true, "WITH SCHEMABINDING")));
        Assert.That(view.OutputColumns, Is.EqualTo(new[] { "id", "handle" }));
        Assert.That(view.Sources, Is.EqualTo(new[] { new ObjectName("dbo", "users") }));
    }

    [TestCase("SELECT * FROM t", false, false)]
    [TestCase("SELECT a, b AS c FROM t", true, false)]
    [TestCase("SELECT a + 1 AS b FROM t", false, false)]
    [TestCase("SELECT DISTINCT a FROM t", false, true)]
    [TestCase("SELECT a FROM t JOIN u ON t.id = u.id", false, true)]
    [TestCase("SELECT a FROM t UNION SELECT a FROM u", false, true)]
    public void A_view_knows_whether_it_can_be_written_to(string query, bool updatable, bool restricts)
    {
        var view = TSqlText.Single<CreateView>("ALTER VIEW v AS " + query);
        Assert.That((view.Updatable, view.Restricts), Is.EqualTo((updatable, restricts)));
    }

    [Test]
    public void Routines_are_split_into_signature_and_body()
    {
        var procedure = TSqlText.Single<CreateRoutine>("CREATE PROC dbo.p @a AS int = 1, @b dbo.List READONLY WITH EXECUTE AS OWNER AS BEGIN SELECT 1; DROP TABLE x END;");
        Assert.That((procedure.Kind, procedure.Signature), Is.EqualTo((RoutineKind.Procedure, "@a AS int = 1, @b dbo.List READONLY WITH EXECUTE AS OWNER")));
        Assert.That(procedure.Body!.Text, Is.EqualTo("BEGIN SELECT 1; DROP TABLE x END"));
        var function = TSqlText.Single<CreateRoutine>("ALTER FUNCTION f () RETURNS int BEGIN RETURN 1 END");
        Assert.That((function.Kind, function.Replace, function.Signature, function.Body!.Text), Is.EqualTo((RoutineKind.Function, true, "() RETURNS int", "BEGIN RETURN 1 END")));
    }

    [Test]
    public void Triggers_know_their_table()
    {
        var trigger = TSqlText.Single<CreateTrigger>("CREATE TRIGGER dbo.tr ON dbo.users INSTEAD OF INSERT, UPDATE AS BEGIN SET NOCOUNT ON END");
        Assert.That((trigger.Name, trigger.Of, trigger.InsteadOf), Is.EqualTo(("tr", new ObjectName("dbo", "users"), true)));
        Assert.That(TSqlText.Single<CreateObject>("CREATE TRIGGER ddl ON DATABASE FOR DROP_TABLE AS ROLLBACK").Kind, Is.EqualTo(ObjectKind.EventTrigger));
        Assert.That(TSqlText.Single<DropTrigger>("DROP TRIGGER IF EXISTS dbo.tr").IfExists, Is.True);
    }

    [TestCase("CREATE SCHEMA app AUTHORIZATION dbo", typeof(CreateObject))]
    [TestCase("CREATE SYNONYM a FOR db.dbo.b", typeof(CreateObject))]
    [TestCase("CREATE USER app FOR LOGIN app", typeof(CreateObject))]
    [TestCase("CREATE TYPE dbo.Flag FROM bit NOT NULL", typeof(CreateType))]
    [TestCase("CREATE TYPE dbo.Ids AS TABLE (id int PRIMARY KEY)", typeof(CreateType))]
    [TestCase("CREATE SEQUENCE s START WITH 1", typeof(CreateSequence))]
    [TestCase("CREATE PARTITION SCHEME ps AS PARTITION pf ALL TO ([PRIMARY])", typeof(CreateObject))]
    [TestCase("CREATE FULLTEXT CATALOG c AS DEFAULT", typeof(CreateObject))]
    [TestCase("CREATE STATISTICS s ON t (a)", typeof(CreateObject))]
    [TestCase("ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE", typeof(AlterObject))]
    [TestCase("ALTER DATABASE SCOPED CONFIGURATION SET ELEVATE_ONLINE = WHEN_SUPPORTED", typeof(AlterObject))]
    [TestCase("ALTER ROLE r ADD MEMBER m", typeof(AlterObject))]
    [TestCase("ALTER ROLE r DROP MEMBER m", typeof(AlterObject))]
    [TestCase("ALTER SEQUENCE s RESTART WITH 1", typeof(AlterSequence))]
    [TestCase("CREATE SECURITY POLICY p ADD FILTER PREDICATE s.f(id) ON dbo.t WITH (STATE = ON)", typeof(ChangePolicy))]
    [TestCase("ALTER SECURITY POLICY p WITH (STATE = OFF)", typeof(ChangeRowSecurity))]
    [TestCase("ALTER AUTHORIZATION ON SCHEMA::app TO dbo", typeof(ChangeOwner))]
    [TestCase("GRANT SELECT, INSERT, EXECUTE ON SCHEMA::app TO a, b WITH GRANT OPTION", typeof(Grant))]
    [TestCase("REVOKE GRANT OPTION FOR SELECT ON t FROM a CASCADE", typeof(Revoke))]
    [TestCase("DENY UPDATE ON t (a, b) TO c", typeof(Revoke))]
    [TestCase("EXEC sp_addextendedproperty 'MS_Description', 'x'", typeof(Annotate))]
    [TestCase("DROP SCHEMA IF EXISTS app", typeof(DropObject))]
    [TestCase("DROP USER app", typeof(DropObject))]
    [TestCase("DROP TYPE dbo.Flag", typeof(DropType))]
    [TestCase("DROP FULLTEXT INDEX ON t", typeof(DropObject))]
    [TestCase("DROP SECURITY POLICY p", typeof(ChangePolicy))]
    public void Objects_are_recognised(string sql, Type operation)
        => Assert.That(TSqlText.Effects(sql + "\nDROP TABLE next_one"), Has.Length.EqualTo(2).And.ItemAt(0).InstanceOf(operation).And.ItemAt(1).EqualTo(new DropTable("next_one")));
}
