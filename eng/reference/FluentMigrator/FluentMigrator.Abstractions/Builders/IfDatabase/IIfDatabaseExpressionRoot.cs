using FluentMigrator.Builders.Alter;
using FluentMigrator.Builders.Create;
using FluentMigrator.Builders.Delete;
using FluentMigrator.Builders.Execute;
using FluentMigrator.Builders.Insert;
using FluentMigrator.Builders.Rename;
using FluentMigrator.Builders.Schema;
using FluentMigrator.Builders.Update;

namespace FluentMigrator.Builders.IfDatabase;

public interface IIfDatabaseExpressionRoot
{
    IAlterExpressionRoot Alter { get; }
    ICreateExpressionRoot Create { get; }
    IDeleteExpressionRoot Delete { get; }
    IRenameExpressionRoot Rename { get; }
    IInsertExpressionRoot Insert { get; }
    IExecuteExpressionRoot Execute { get; }
    ISchemaExpressionRoot Schema { get; }
    IUpdateExpressionRoot Update { get; }
    void Delegate(Action delegation);
}
