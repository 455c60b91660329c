using System.Globalization;
using System.Text.RegularExpressions;
using MigrationGuard.Gate.Verification;

namespace MigrationGuard.Gate.Watching;

/// <summary>Reads what an application counts of its database errors.</summary>
internal sealed class ErrorPage(ErrorCounter counter, Door door)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Regex _pattern = new(counter.Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>The counts by SQLSTATE; null with a reason where there are none: a page that never matches would never say anything.</summary>
    public async Task<(IReadOnlyDictionary<string, double>? Counts, string Why)> ReadAsync(Uri root, CancellationToken cancellation)
    {
        var request = new DoorRequest(root, new HttpProbe("errors", counter.Path) { Timeout = Patience }, "X-Release");
        return await door.AskAsync(request, cancellation) switch
        {
            DoorAnswer.Answered { Status: >= 200 and < 300 } answered => Read(answered.Body, request.Shown),
            DoorAnswer.Answered answered => (null, FormattableString.Invariant($"the error counter {request.Shown} answered {answered.Status}")),
            DoorAnswer.Silent silent => (null, $"the error counter: {silent.Why}"),
            _ => (null, "the error counter says nothing"),
        };
    }

    private (IReadOnlyDictionary<string, double>? Counts, string Why) Read(string body, string shown)
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        try
        {
            foreach (Match match in _pattern.Matches(body))
            {
                if (double.TryParse(match.Groups["count"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var count) && match.Groups["state"].Value is { Length: 5 } state)
                {
                    counts[state] = counts.GetValueOrDefault(state) + count;
                }
            }
        }
        catch (RegexMatchTimeoutException)
        {
            return (null, $"the pattern takes too long on the error counter {shown}");
        }

        return counts.Count > 0 ? (counts, "") : (null, $"the pattern finds no count in the error counter {shown}; it has to list one at least, 00000 for example");
    }
}
