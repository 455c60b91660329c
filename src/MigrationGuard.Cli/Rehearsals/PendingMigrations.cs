using MigrationGuard.Checking;
using MigrationGuard.Classifying;
using MigrationGuard.Cli.Checking;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Databases;
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
                pending.Add(writer.Of(results[i].Migration) with { Static = Answer(results[i]), Probes = [.. probes[i].Distinct().Select(question => Probe(question, options)).OfType<DataProbe>()] });
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

    private static StaticAnswer Answer(CheckedMigration migration)
    {
        var steps = migration.Steps.Select(step => step.Classification).ToList();
        var locks = new Dictionary<Operations.ObjectName, LockMode>();
        foreach (var held in steps.SelectMany(step => step.Cost.Locks))
        {
            locks[held.Relation] = locks.TryGetValue(held.Relation, out var known) && known.Strength >= held.Mode.Strength ? known : held.Mode;
        }

        var latest = steps.Where(step => !IsUnsure(step)).MaxBy(step => step.Phase);
        var unsure = steps.Find(IsUnsure);
        Phase? phase = unsure is not null && latest?.Phase != Phase.Contract ? null : latest?.Phase ?? Phase.Expand;
        return new StaticAnswer
        {
            Phase = phase,
            Why = phase is null ? ReasonOf(unsure!) : latest is null ? "nothing that a client can notice" : ReasonOf(latest),
            CostKnown = steps.TrueForAll(step => step.Cost.Known),
            Locks = locks,
            Rewrites = steps.Exists(step => step.Cost.Rewrites),
            Scans = steps.Exists(step => step.Cost.Scan != ScanKind.None),
        };
    }

    private static bool IsUnsure(Classification step) => step.BreaksOld.Impact == Impact.Unknown || step.BreaksNew.Impact == Impact.Unknown;

    private static string ReasonOf(Classification step)
        => step.BreaksOld.Reason.Length > 0 ? step.BreaksOld.Reason : step.BreaksNew.Reason.Length > 0 ? step.BreaksNew.Reason : "nothing that a client can notice";
}
