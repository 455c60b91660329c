using MigrationGuard.EntityFrameworkCore.Recorders;
using MigrationGuard.Recordings;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Records the statements of a context.</summary>
public static class RecordingExtensions
{
    /// <summary>
    /// Records what the data source of the context sends from the context's first command on: text and types of parameters, never a value. A data source that this recorder
    /// listens to already is left as it is; what else uses the same data source is recorded too.
    /// </summary>
    /// <param name="options">The options of the context.</param>
    /// <param name="recorder">Takes what is seen.</param>
    /// <returns>The options.</returns>
    public static DbContextOptionsBuilder RecordStatements(this DbContextOptionsBuilder options, IStatementRecorder recorder)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(recorder);
        return options.AddInterceptors(new RecordingInterceptor(recorder));
    }

    /// <inheritdoc cref="RecordStatements(DbContextOptionsBuilder, IStatementRecorder)" />
    public static DbContextOptionsBuilder<TContext> RecordStatements<TContext>(this DbContextOptionsBuilder<TContext> options, IStatementRecorder recorder)
        where TContext : DbContext
    {
        RecordStatements((DbContextOptionsBuilder)options, recorder);
        return options;
    }
}
