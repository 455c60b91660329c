using FluentMigrator.Expressions;
using FluentMigrator.Runner.Conventions;

namespace FluentMigrator.Runner;

public static class ConventionSetExtensions
{
    public static T Apply<T>(this T expression, IConventionSet conventionSet)
        where T : IMigrationExpression
        => throw null;
}
