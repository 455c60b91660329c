using MigrationGuard.Collections;
using MigrationGuard.Migrations;

namespace MigrationGuard.Sql;

/// <summary>What was read from a piece of SQL.</summary>
/// <param name="Steps">One step per operation, in order; a statement of several operations gives several steps with one statement number.</param>
/// <param name="Directives">The <c>-- migrationguard:</c> comments.</param>
/// <param name="StatementCount">Number of statements, understood or not, client commands and GO not counted.</param>
/// <param name="UnreadCount">Number of statements of which at least a part was not understood.</param>
public sealed record SqlScript(EquatableList<Step> Steps, EquatableList<Directive> Directives, int StatementCount, int UnreadCount);
