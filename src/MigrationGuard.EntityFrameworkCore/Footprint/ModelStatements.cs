using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using MigrationGuard.Manifests;

namespace MigrationGuard.EntityFrameworkCore.Footprint;

/// <summary>Walks through a relational model. Inheritance, owned types, table splitting, joins and JSON are tables and columns there, whatever they were before.</summary>
internal sealed class ModelStatements(DbContext context, ManifestBuilder builder)
{
    private const string Source = "EF model";

    private readonly ISqlGenerationHelper _sql = context.GetService<ISqlGenerationHelper>();

    /// <summary>Adds the statements of everything that is mapped.</summary>
    /// <exception cref="InvalidOperationException">The model holds SQL that no server can read.</exception>
    public void Add()
    {
        var model = context.Model.GetRelationalModel();
        foreach (var table in model.Tables)
        {
            var name = _sql.DelimitIdentifier(table.Name, table.Schema);
            Add(table, Select(table, name));
            foreach (var statement in new TableWrites(table, _sql).Of())
            {
                Add(table, statement);
            }
        }

        foreach (var view in model.Views)
        {
            Add(view, Select(view, _sql.DelimitIdentifier(view.Name, view.Schema)));
        }

        foreach (var query in model.Queries)
        {
            Add(query, Select(query, $"({query.Sql.Trim().TrimEnd(';')}) AS q"));
        }

        foreach (var function in model.Functions.Where(static function => !function.IsBuiltIn && function.DbFunctions.Any(static one => one.Translation is null)))
        {
            Add(function);
        }

        foreach (var sequence in model.Sequences)
        {
            var name = _sql.DelimitIdentifier(sequence.Name, sequence.Schema).Replace("'", "''", StringComparison.Ordinal);
            Add(sequence.Name, new FootprintSql().Text($"SELECT nextval('{name}')"));
        }
    }

    private void Add(IStoreFunction function)
    {
        var call = new FootprintSql();
        var isScalar = function.ReturnType is not null;
        call.Text(isScalar ? "SELECT " : $"SELECT {Columns(function)} FROM ").Text(_sql.DelimitIdentifier(function.Name, function.Schema)).Text("(");
        call.Join(function.Parameters, ", ", (sql, parameter) => sql.Parameter(parameter.Name, parameter.StoreType));
        call.Text(isScalar ? ")" : ") AS f");
        if (isScalar)
        {
            Add(function.Name, call);
        }
        else
        {
            Add((ITableBase)function, call);
        }
    }

    private FootprintSql Select(ITableBase table, string from) => new FootprintSql().Text($"SELECT {Columns(table)} FROM {from}");

    private string Columns(ITableBase table) => string.Join(", ", table.Columns.Select(column => _sql.DelimitIdentifier(column.Name)));

    private void Add(ITableBase table, FootprintSql statement)
    {
        foreach (var type in table.EntityTypeMappings.Select(static mapping => mapping.TypeBase.DisplayName()).Distinct(StringComparer.Ordinal))
        {
            Add(type, statement);
        }
    }

    private void Add(string member, FootprintSql statement)
    {
        if (builder.Add(statement.ToString(), statement.Parameters, new StatementOrigin(Source, null, member)) is { } fault)
        {
            throw new InvalidOperationException($"What the model maps for {member} is no statement: {fault}");
        }
    }
}
