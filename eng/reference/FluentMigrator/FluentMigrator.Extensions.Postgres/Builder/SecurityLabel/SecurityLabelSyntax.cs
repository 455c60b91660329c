using FluentMigrator.Infrastructure;

namespace FluentMigrator.Builder.SecurityLabel;

public interface ICreateSecurityLabelOnColumnSyntax<TBuilder> : IFluentSyntax
{
    ICreateSecurityLabelOnColumnTableSyntax<TBuilder> OnTable(string tableName);
}

public interface ICreateSecurityLabelOnColumnTableSyntax<TBuilder> : ICreateSecurityLabelWithLabelSyntax<TBuilder>
{
    ICreateSecurityLabelWithLabelSyntax<TBuilder> InSchema(string schemaName);
}

public interface ICreateSecurityLabelOnObjectSyntax<TBuilder> : IFluentSyntax
{
    ICreateSecurityLabelOnTableSyntax<TBuilder> OnTable(string tableName);
    ICreateSecurityLabelOnColumnSyntax<TBuilder> OnColumn(string columnName);
    ICreateSecurityLabelWithLabelSyntax<TBuilder> OnSchema(string schemaName);
    ICreateSecurityLabelWithLabelSyntax<TBuilder> OnRole(string roleName);
    ICreateSecurityLabelOnViewSyntax<TBuilder> OnView(string viewName);
}

public interface ICreateSecurityLabelOnTableSyntax<TBuilder> : ICreateSecurityLabelWithLabelSyntax<TBuilder>
{
    ICreateSecurityLabelWithLabelSyntax<TBuilder> InSchema(string schemaName);
}

public interface ICreateSecurityLabelOnViewSyntax<TBuilder> : ICreateSecurityLabelWithLabelSyntax<TBuilder>
{
    ICreateSecurityLabelWithLabelSyntax<TBuilder> InSchema(string schemaName);
}

public interface ICreateSecurityLabelWithLabelSyntax<TBuilder> : IFluentSyntax
{
    void WithLabel(string label);
    void WithLabel(Action<TBuilder> configure);
}

public interface IDeleteSecurityLabelFromColumnSyntax : IFluentSyntax
{
    IDeleteSecurityLabelFromColumnTableSyntax OnTable(string tableName);
}

public interface IDeleteSecurityLabelFromColumnTableSyntax : IFluentSyntax
{
    void InSchema(string schemaName);
}

public interface IDeleteSecurityLabelFromTableSyntax : IFluentSyntax
{
    void InSchema(string schemaName);
}

public interface IDeleteSecurityLabelFromViewSyntax : IFluentSyntax
{
    void InSchema(string schemaName);
}

public interface IDeleteSecurityLabelSyntax : IFluentSyntax
{
    IDeleteSecurityLabelFromTableSyntax FromTable(string tableName);
    IDeleteSecurityLabelFromColumnSyntax FromColumn(string columnName);
    void FromSchema(string schemaName);
    void FromRole(string roleName);
    IDeleteSecurityLabelFromViewSyntax FromView(string viewName);
}

public interface ISecurityLabelSyntaxBuilder
{
    string ProviderName { get; }
    void RawLabel(string label);
    string Build();
}
