using MigrationGuard.Migrations;
using MigrationGuard.Operations;

namespace MigrationGuard.Pending;

/// <summary>Statements that wait for old transactions and block nobody meanwhile; cut short by a lock timeout they leave half an index or a partition that is half detached.</summary>
public static class PatientStatement
{
    /// <summary>Whether one of the steps is such a statement, which must not be cut short.</summary>
    public static bool IsAmong(IEnumerable<Step> steps) => steps.Any(static step => step.Operation is
        CreateIndex { Concurrently: true } or DropIndex { Concurrently: true } or Reindex { Concurrently: true } or DetachPartition { Concurrently: true });
}
