using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MigrationGuard.Servers;

namespace MigrationGuard.Hosting;

/// <summary>Says from time to time that the process runs, and at the end that it ends.</summary>
internal sealed partial class HeartbeatService : BackgroundService
{
    // NAMEDATALEN - 1: longer names are cut by the server.
    private const int LongestName = 63;

    private readonly AppGuard _guard;
    private readonly ILogger<HeartbeatService> _logger;
    private bool _isThere;

    /// <summary>Connects nowhere yet.</summary>
    /// <exception cref="InvalidOperationException">No database was configured.</exception>
    public HeartbeatService(AppGuard guard, ILogger<HeartbeatService> logger)
    {
        (_guard, _logger) = (guard, logger);
        _ = guard.Connection;
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_guard.Options.Goodbye, _guard.Options.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await base.StopAsync(end.Token).ConfigureAwait(false);
        if (!_isThere)
        {
            return;
        }

        try
        {
            await _guard.Connection.Presence.EndAsync(_guard.Identity, end.Token).WaitAsync(end.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or DatabaseException)
        {
            NoGoodbye(exception.Message);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What comes before the first pause would otherwise be waited for at the start.
        await Task.Yield();
        if (_guard.Identity.ApplicationName.Length > LongestName)
        {
            LongName(_guard.Identity.ApplicationName, LongestName);
        }

        var isAway = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            isAway = await BeatAsync(isAway, stoppingToken).ConfigureAwait(false);
            await Task.Delay(_guard.Options.Interval * (0.9 + (Random.Shared.NextDouble() * 0.2)), _guard.Options.Time, stoppingToken).ConfigureAwait(false);
        }
    }

    // Whatever happens here, the application goes on.
    private async Task<bool> BeatAsync(bool wasAway, CancellationToken stopping)
    {
        try
        {
            await _guard.Connection.Presence.HeartbeatAsync(_guard.Identity, stopping).ConfigureAwait(false);
            _isThere = true;
            if (wasAway)
            {
                Back(_guard.Identity.ToString());
            }

            return false;
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            _isThere = false;
            if (!wasAway)
            {
                Away(_guard.Identity.ToString(), exception is DatabaseException { Hint: { } hint } ? $"{exception.Message}. {hint}" : exception.Message);
            }

            return true;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "MigrationGuard cannot tell the database that {Version} runs, and goes on trying: {Reason}")]
    private partial void Away(string version, string reason);

    [LoggerMessage(2, LogLevel.Information, "MigrationGuard tells the database again that {Version} runs")]
    private partial void Back(string version);

    [LoggerMessage(3, LogLevel.Information, "MigrationGuard could not tell the database that this process ends: {Reason}")]
    private partial void NoGoodbye(string reason);

    [LoggerMessage(4, LogLevel.Warning, "The application_name {Name} is longer than {Longest} bytes: the server cuts it, and sessions of two versions may look alike")]
    private partial void LongName(string name, int longest);
}
