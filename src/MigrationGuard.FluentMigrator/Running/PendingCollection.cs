using System.Reflection;
using FluentMigrator;
using FluentMigrator.Runner;
using Microsoft.Extensions.DependencyInjection;
using MigrationGuard.FluentMigrator.Collecting;
using MigrationGuard.FluentMigrator.Reading;
using MigrationGuard.Pending;
using Migration = MigrationGuard.Migrations.Migration;

namespace MigrationGuard.FluentMigrator.Running;

/// <summary>Collects the migrations of a run.</summary>
internal sealed class PendingCollection(IMigrationProcessor processor, IServiceProvider services, RunGuardOptions options)
{
    private readonly MigrationCollector _collector = new(processor, services);
    private readonly List<Migration> _migrations = [];
    private readonly List<PendingProblem> _problems = [];
    private readonly List<string> _keys = [];
    private readonly List<string> _patient = [];

    /// <summary>The runner as messages name it.</summary>
    public static string Runner { get; } = "FluentMigrator " + typeof(IMigrationRunner).Assembly.GetName().Version?.ToString(3);

    /// <summary>What the second line need not judge again.</summary>
    public IReadOnlyList<string> Keys => _keys;

    /// <summary>Those of migrations whose waiting must not be cut short.</summary>
    public IReadOnlyList<string> PatientKeys => _patient;

    /// <summary>The run.</summary>
    public PendingRun Run => new(Runner, _migrations) { Problems = _problems, OwnTables = new RunnerBooks(processor, services).OwnTables };

    /// <summary>Collects all of them.</summary>
    /// <exception cref="MigrationRefusedException">One of them throws; the runner would stop at it, with those in front of it applied.</exception>
    public void Add(IReadOnlyList<PlannedMigration> planned)
    {
        var dialect = options.Guard?.Dialect ?? throw new InvalidOperationException("MigrationGuard has no database: call UsePostgreSql(connectionString) in its options.");
        using (services.GetRequiredService<JudgedRun>().Silence())
        {
            foreach (var one in planned)
            {
                var collected = Collect(one, planned.Count);
                _migrations.Add(CollectedMigration.Of(one, collected, dialect));
                _keys.AddRange(ExpressionKey.Of(collected));
                if (PatientStatement.IsAmong(_migrations[^1].Steps))
                {
                    _patient.AddRange(ExpressionKey.Of(collected));
                }

                _problems.AddRange(collected.Doubts.Select(doubt => new PendingProblem(one.Id, doubt)));
                if (one.Obstacle is { } obstacle)
                {
                    _problems.Add(new PendingProblem(one.Id, obstacle));
                }
            }
        }
    }

    private Collected Collect(PlannedMigration planned, int count)
    {
        try
        {
            return _collector.Collect(planned);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var error = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            var reason = $"{planned.Id} fails when it is asked what it does: {error.GetType().Name}: {error.Message}";
            var judgement = new RunJudgement(RunDecision.Unknown, [], [], [reason]);
            var head = count == 1 ? "1 pending migration" : FormattableString.Invariant($"{count} pending migrations");
            throw new MigrationRefusedException($"migrationguard: {head} of {Runner} refused; none was applied{Environment.NewLine}  {reason}", judgement);
        }
    }
}
