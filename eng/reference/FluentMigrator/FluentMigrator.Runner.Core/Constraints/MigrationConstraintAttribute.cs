namespace FluentMigrator.Runner.Constraints;

public class MigrationConstraintAttribute : Attribute
{
    private readonly Func<MigrationConstraintContext, bool> _predicate;

    public MigrationConstraintAttribute(Func<MigrationConstraintContext, bool> predicate) => _predicate = predicate;

    public bool ShouldRun(MigrationConstraintContext context) => _predicate(context);
}
