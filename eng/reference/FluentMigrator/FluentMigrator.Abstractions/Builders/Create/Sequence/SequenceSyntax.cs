using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builders.Create.Sequence;

public interface ICreateSequenceInSchemaSyntax : ICreateSequenceSyntax
{
    ICreateSequenceSyntax InSchema(string schemaName);
}

public interface ICreateSequenceSyntax : IFluentSyntax
{
    ICreateSequenceSyntax IncrementBy(long increment);
    ICreateSequenceSyntax MinValue(long minValue);
    ICreateSequenceSyntax MaxValue(long maxValue);
    ICreateSequenceSyntax StartWith(long startWith);
    ICreateSequenceSyntax Cache(long value);
    ICreateSequenceSyntax Cycle();
}
