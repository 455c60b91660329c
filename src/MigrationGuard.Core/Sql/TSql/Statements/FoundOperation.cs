using MigrationGuard.Operations;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>An operation and the tokens that say it.</summary>
internal readonly record struct FoundOperation(Operation Operation, int From, int End);
