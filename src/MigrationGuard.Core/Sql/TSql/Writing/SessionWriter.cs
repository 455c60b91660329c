using System.Globalization;
using MigrationGuard.Operations;
using static MigrationGuard.Sql.TSql.Writing.Clauses;

namespace MigrationGuard.Sql.TSql.Writing;

/// <summary>Writes settings, transactions and batches.</summary>
internal static class SessionWriter
{
    public static string? Write(Operation operation) => operation switch
    {
        SetSetting { Value: { } value } setting => Setting(setting.Name, value),
        BeginTransaction begin => Words("BEGIN TRANSACTION", begin.Modes),
        CommitTransaction => "COMMIT TRANSACTION",
        RollbackTransaction rollback => Words("ROLLBACK TRANSACTION", rollback.Savepoint is null ? null : TSqlNames.Quote(rollback.Savepoint)),
        SetSavepoint savepoint => "SAVE TRANSACTION " + TSqlNames.Quote(savepoint.Name),
        EndBatch end => end.Count == 1 ? "GO" : "GO " + end.Count.ToString(CultureInfo.InvariantCulture),
        ClientCommand command => command.Text,
        ControlFlow flow when !OpensBlock(flow.Text) => flow.Text,
        _ => null,
    };

    /// <summary>Whether the text is only the head of a statement whose body is in other steps.</summary>
    private static bool OpensBlock(string text)
        => text.StartsWith("IF", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("WHILE", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("BEGIN", StringComparison.OrdinalIgnoreCase);

    private static string Setting(string name, string value) => name switch
    {
        "database" => "USE " + TSqlNames.Quote(value),
        "execute as" => "EXECUTE AS " + value,
        _ => $"SET {name.ToUpperInvariant()} {value}",
    };
}
