using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class OnlineNotSupported() : StepRule<Operation>(new RuleInfo("MG0642", nameof(OnlineNotSupported))
{
    Title = "ONLINE = ON is not possible here",
    Severity = Severity.Error,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["online-unsupported-object-mssql"],
    When = "ONLINE = ON is written for an XML, spatial or full-text index, a local temporary table, or for dropping a nonclustered index",
    Effect = "The statement fails: the server has no online form for {what}",
    Instead = "Leave ONLINE = ON out and run the statement when nobody writes",
    Sources = ["https://learn.microsoft.com/sql/relational-databases/indexes/guidelines-for-online-index-operations"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
    {
        // Where nothing is built online another rule says so.
        var what = !step.Database.HasOnlineIndex ? null : operation switch
        {
            CreateIndex { Kind: IndexKind.Special, Options.Online: true } => "this kind of index",
            CreateIndex { Options.Online: true } o when step.Before.Schema.Find(o.Of) is { Temporary: true } || step.Database.Syntax.IsTemporary(o.Of) => "a temporary table",
            DropIndex { Options.Online: true } o when !step.Database.HasOnlineDropIndex && DroppedIndexes.Find(o, step) is { Definition.Kind: IndexKind.Ordinary } => "dropping a nonclustered index",
            _ => null,
        };
        return what is null ? [] : [Report(step, ("what", what))];
    }
}
