using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using MigrationGuard.Recordings;
using MigrationGuard.Recordings.Listeners;

namespace MigrationGuard.EntityFrameworkCore.Recorders;

/// <summary>Sees the commands of a context before they run, and has the driver tell what it sends.</summary>
internal sealed class RecordingInterceptor(IStatementRecorder recorder) : DbCommandInterceptor
{
    private readonly CommandTaps _taps = new(recorder);

    /// <inheritdoc />
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => See(command, result);

    /// <inheritdoc />
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => new(See(command, result));

    /// <inheritdoc />
    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => See(command, result);

    /// <inheritdoc />
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        => new(See(command, result));

    /// <inheritdoc />
    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) => See(command, result);

    /// <inheritdoc />
    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
        => new(See(command, result));

    private T See<T>(DbCommand command, T result)
    {
        _taps.Ensure(command);
        return result;
    }
}
