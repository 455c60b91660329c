using System.ComponentModel.DataAnnotations;
using FluentMigrator.Expressions;
using FluentMigrator.Validation;

namespace MigrationGuard.FluentMigrator.Tests.Declared;

internal sealed class SmallValidator : IMigrationExpressionValidator
{
    public IEnumerable<ValidationResult> Validate(IMigrationExpression expression)
        => expression is CreateColumnExpression { TableName: null or "" } ? [new ValidationResult("The table name cannot be null or empty.")] : [];
}
