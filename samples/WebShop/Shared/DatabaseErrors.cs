using System.Collections.Concurrent;
using System.Text;

namespace WebShop;

/// <summary>Counts the errors of the database by SQLSTATE, for <c>/metrics</c>.</summary>
internal sealed class DatabaseErrors
{
    // 00000 is success: an empty list could not be told from a page that is broken.
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal) { ["00000"] = 0 };

    /// <summary>Counts one.</summary>
    public void Add(string sqlState) => _counts.AddOrUpdate(sqlState, 1, (_, count) => count + 1);

    /// <summary>The counts in the form of Prometheus.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("# TYPE webshop_sql_errors_total counter\n");
        foreach (var (state, count) in _counts.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            text.Append("webshop_sql_errors_total{state=\"").Append(state).Append("\"} ").Append(count).Append('\n');
        }

        return text.ToString();
    }
}
