using MigrationGuard.Checking;
using MigrationGuard.Cli.Checking;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Migrations;
using MigrationGuard.Observing;
using MigrationGuard.Rehearsals;

namespace MigrationGuard.Cli.Rehearsals;

/// <summary>Reads what a check reads, as migrations that can be run: what is released, and what is pending with what is said of it.</summary>
internal sealed class PendingMigrations(CheckRequest request, Surroundings surroundings)
{
    private readonly List<(IReadOnlyList<Migration> History, CheckOptions Options)> _read = [];
    private readonly List<(IReadOnlyList<Migration> History, CheckOptions Options)> _judged = [];
    private readonly Dictionary<string, LoadedFile> _files = new(StringComparer.Ordinal);

    /// <summary>The migrations that are in the schema already.</summary>
    public IReadOnlyList<RehearsalMigration> Released { get; private set; } = [];

    /// <summary>The others.</summary>
    public IReadOnlyList<RehearsalMigration> Pending { get; private set; } = [];

    /// <summary>Reads them, and asks the database what the rules have to know.</summary>
    /// <exception cref="UsageException">Arguments or configuration cannot be used, or files cannot be read.</exception>
    /// <exception cref="DependencyException">The server does not answer.</exception>
    public void Read()
    {
        var run = new CheckRun(request, surroundings)
        {
            Reading = (history, options) => _read.Add((history, options)),
            Judging = (history, options) => _judged.Add((history, options)),
            Loading = files =>
            {
                foreach (var file in files)
                {
                    _files[file.Placed.File.Path] = file;
                }
            },
        };
        if (run.Run().Problems.Count > 0)
        {
            throw new UsageException("nothing was rehearsed, for not everything could be read");
        }

        var writer = new MigrationSteps(_files);
        Released = [.. _read.SelectMany(read => read.History.Where(migration => migration.Direction == Direction.Up && read.Options.IsReleased?.Invoke(migration) == true)).Select(writer.Of)];
        Pending = [.. _judged.SelectMany(judged => Of(judged.History, judged.Options, writer))];
    }

    private static List<RehearsalMigration> Of(IReadOnlyList<Migration> history, CheckOptions options, MigrationSteps writer)
    {
        var probes = MigrationChecker.QuestionsOf(history, options).ToLookup(asked => asked.Migration, asked => asked.Question);
        var pending = new List<RehearsalMigration>();
        var results = MigrationChecker.Check(history, options);
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].Direction == Direction.Up && options.IsReleased?.Invoke(history[i]) != true)
            {
                pending.Add(writer.Of(results[i].Migration) with { Static = StaticAnswers.Of(results[i]), Probes = [.. probes[i].Distinct().Select(question => Probe(question, options)).OfType<DataProbe>()] });
            }
        }

        return pending;
    }

    private static DataProbe? Probe(Question question, CheckOptions options)
        => question is not (AnyRows or NullRows or DuplicateRows or OrphanRows or FailingRows or FailingValues or UnfitRows) ? null : options.Observed?.Of(question) switch
        {
            RowsAnswer { Found: true } found => new DataProbe(question.InWords, DataAnswer.Violates) { Sql = found.Sql },
            RowsAnswer fits => new DataProbe(question.InWords, DataAnswer.Fits) { Sql = fits.Sql },
            Undecided open => new DataProbe(question.InWords, DataAnswer.Unknown) { Reason = open.Reason, Sql = open.Sql },
            _ => new DataProbe(question.InWords, DataAnswer.Unknown) { Reason = "the database was not asked" },
        };
}
