namespace FluentMigrator.Runner.Conventions;

public interface IConventionSet
{
}
