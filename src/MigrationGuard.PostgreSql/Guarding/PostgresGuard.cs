using MigrationGuard.Guarding;
using Npgsql;

namespace MigrationGuard.Postgres.Guarding;

/// <summary>The guard of a PostgreSQL database.</summary>
public sealed class PostgresGuard : IGuard
{
    private readonly NpgsqlConnection _connection;

    /// <summary>A guard behind an open connection, which it closes.</summary>
    public PostgresGuard(NpgsqlConnection connection) => _connection = connection;

    /// <inheritdoc />
    public async Task<GuardInstallation> InstallAsync(GuardOptions options, CancellationToken cancellation)
    {
        await using var transaction = await GuardTransaction.BeginAsync(_connection, cancellation);
        var (from, changed) = await GuardInstaller.InstallAsync(transaction, options, cancellation);
        var status = await GuardReport.ReadAsync(transaction, cancellation);
        await transaction.CommitAsync(cancellation);
        return new GuardInstallation(from, GuardSchema.Version, changed, status);
    }

    /// <inheritdoc />
    public async Task<GuardRemoval> RemoveAsync(CancellationToken cancellation)
    {
        await using var transaction = await GuardTransaction.BeginAsync(_connection, cancellation);
        var removal = await GuardRemover.RemoveAsync(transaction, cancellation);
        await transaction.CommitAsync(cancellation);
        return removal;
    }

    /// <inheritdoc />
    public async Task<GuardStatus> StatusAsync(CancellationToken cancellation)
    {
        await using var transaction = await GuardTransaction.BeginAsync(_connection, cancellation);
        return await GuardReport.ReadAsync(transaction, cancellation);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<DoctorFinding>> ExamineAsync(CancellationToken cancellation)
    {
        await using var transaction = await GuardTransaction.BeginAsync(_connection, cancellation);
        return await GuardDoctor.ExamineAsync(transaction, cancellation);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
