using MigrationGuard.Gate.Watching.Queries;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases;

/// <summary>Asks every query of the bake once, before anybody depends on it.</summary>
internal static class BakeReadiness
{
    /// <summary>What they answer.</summary>
    public static async Task<IReadOnlyList<(BakeQuery Query, QueryAnswer Answer)>> AskAsync(ReleaseContext context, QueryValues values, CancellationToken cancellation) =>
        await Task.WhenAll(context.Gate.BakeQueries.Select(async query => (query, await context.Queries!.AskAsync(query, values, cancellation))));

    /// <summary>Who does not answer; null when everybody does. That there is no value yet is no trouble: the new version has no traffic.</summary>
    /// <param name="context">What is configured.</param>
    /// <param name="release">The release, and whether it has changed the schema: until then it may bring what a query asks for.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="UsageException">A query has to be changed by somebody.</exception>
    public static async Task<string?> SilentAsync(ReleaseContext context, (ReleaseRecord Record, bool Expanded) release, CancellationToken cancellation)
    {
        var answers = await AskAsync(context, QueryValues.Of(release.Record, context.Gate.Policy.BakeWindow), cancellation);
        var wrong = answers.Where(asked => asked.Answer is QueryAnswer.Wrong wrong && (release.Expanded || !wrong.IsMissing)).Select(asked => $"\n  {asked.Query.Name}: {((QueryAnswer.Wrong)asked.Answer).Why}").ToList();
        return wrong.Count > 0
            ? throw new UsageException($"{context.Gate.Origin}: gate.bake.queries could never be answered:{string.Concat(wrong)}")
            : answers.Where(asked => asked.Answer is QueryAnswer.Silent).Select(asked => $"the bake would say nothing: {asked.Query.Name}: {((QueryAnswer.Silent)asked.Answer).Why}").FirstOrDefault();
    }
}
