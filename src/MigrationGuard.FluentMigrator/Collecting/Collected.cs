using FluentMigrator.Expressions;

namespace MigrationGuard.FluentMigrator.Collecting;

/// <summary>What a migration says that it does.</summary>
internal sealed class Collected
{
    private readonly List<SentSql> _sent = [];
    private readonly List<string> _doubts = [];

    /// <summary>The expression that is being collected.</summary>
    public IMigrationExpression? Expression { get; set; }

    /// <summary>What is sent, in order.</summary>
    public IReadOnlyList<SentSql> Sent => _sent;

    /// <summary>Why it may do something else, a sentence each.</summary>
    public IReadOnlyList<string> Doubts => _doubts;

    /// <summary>Takes a text that is sent.</summary>
    public void Send(string sql)
    {
        if (!string.IsNullOrWhiteSpace(sql))
        {
            _sent.Add(new SentSql(Expression, sql, Unseen: null));
        }
    }

    /// <summary>Something is done that cannot be seen.</summary>
    public void Miss(string reason) => _sent.Add(new SentSql(Expression, "", reason));

    /// <summary>Something may be done otherwise.</summary>
    public void Doubt(string reason)
    {
        if (!_doubts.Contains(reason, StringComparer.Ordinal))
        {
            _doubts.Add(reason);
        }
    }
}
