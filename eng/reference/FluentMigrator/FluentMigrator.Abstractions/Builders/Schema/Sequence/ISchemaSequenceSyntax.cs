namespace FluentMigrator.Builders.Schema.Sequence;

public interface ISchemaSequenceSyntax
{
    bool Exists();
}
