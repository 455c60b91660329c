using System.ComponentModel.DataAnnotations;
using FluentMigrator.Expressions;

namespace FluentMigrator.Validation;

public interface IMigrationExpressionValidator
{
    IEnumerable<ValidationResult> Validate(IMigrationExpression expression);
}
