using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>Operations of all families, such that PostgreSQL SQL can say them.</summary>
internal static class OperationGenerator
{
    public static Gen<Operation> PostgreSql { get; } = Generate.AnyOf(
        TableGenerator.Any,
        ColumnGenerator.Any,
        ConstraintGenerator.Any,
        IndexGenerator.Any,
        DataGenerator.Any,
        UserTypeGenerator.Any,
        ObjectGenerator.Any,
        RoutineGenerator.Any,
        SecurityGenerator.Any,
        SessionGenerator.Any);
}
