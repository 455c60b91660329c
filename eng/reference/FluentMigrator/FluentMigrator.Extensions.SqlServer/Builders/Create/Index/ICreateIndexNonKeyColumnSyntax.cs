namespace FluentMigrator.Builders.Create.Index;

public interface ICreateIndexNonKeyColumnSyntax
{
    ICreateIndexNonKeyColumnSyntax Include(string columnName);
}
