using FluentMigrator;
using FluentMigrator.Expressions;
using FluentMigrator.Infrastructure;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Conventions;
using FluentMigrator.Runner.Generators;
using FluentMigrator.Runner.Initialization;
using FluentMigrator.Validation;
using Microsoft.Extensions.DependencyInjection;
using MigrationGuard.FluentMigrator.Running;
using MigrationGuard.Migrations;

namespace MigrationGuard.FluentMigrator.Collecting;

/// <summary>Lets migrations say what they do, without doing it.</summary>
internal sealed class MigrationCollector(IMigrationProcessor processor, IServiceProvider services)
{
    private readonly IMigrationGenerator? _generator = services.GetService<IGeneratorAccessor>()?.Generator;

    /// <summary>What a migration does; whatever it throws is thrown.</summary>
    public Collected Collect(PlannedMigration planned)
    {
        var collected = new Collected();
        var taking = CollectingProcessor.Create(processor, _generator, collected);
        var context = CollectingContext.Create(services, taking, services.GetService<IConnectionStringAccessor>()?.ConnectionString);
        Say(planned, context);
        foreach (var expression in Valid(context.Expressions))
        {
            collected.Expression = expression;
            expression.ExecuteWith(taking);
        }

        return collected;
    }

    /// <summary>What a single expression does.</summary>
    public Collected Collect(IMigrationExpression expression)
    {
        var collected = new Collected { Expression = expression };
        expression.ExecuteWith(CollectingProcessor.Create(processor, _generator, collected));
        return collected;
    }

    private static void Say(PlannedMigration planned, IMigrationContext context)
    {
        if (planned.Direction == Direction.Up)
        {
            planned.Migration.GetUpExpressions(context);
        }
        else
        {
            planned.Migration.GetDownExpressions(context);
        }
    }

    // As MigrationValidator does it: all of them, before the first is executed.
    private List<IMigrationExpression> Valid(IEnumerable<IMigrationExpression> expressions)
    {
        var conventions = services.GetService<IConventionSet>();
        var validator = services.GetService<IMigrationExpressionValidator>();
        var valid = new List<IMigrationExpression>();
        foreach (var given in expressions)
        {
            var expression = conventions is null ? given : given.Apply(conventions);
            if (validator?.Validate(expression).ToList() is { Count: > 0 } faults)
            {
                throw new InvalidOperationException($"{expression.GetType().Name} is not valid: {string.Join(" ", faults.Select(fault => fault.ErrorMessage))}");
            }

            valid.Add(expression);
        }

        return valid;
    }
}
