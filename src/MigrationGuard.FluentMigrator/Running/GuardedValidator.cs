using System.ComponentModel.DataAnnotations;
using FluentMigrator.Expressions;
using FluentMigrator.Runner.Processors;
using FluentMigrator.Validation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MigrationGuard.FluentMigrator.Collecting;
using MigrationGuard.FluentMigrator.Reading;
using MigrationGuard.Migrations;
using MigrationGuard.Pending;

namespace MigrationGuard.FluentMigrator.Running;

/// <summary>The second line: an expression that a runner is about to execute and that was not judged with its run is judged alone.</summary>
internal sealed class GuardedValidator(IMigrationExpressionValidator inner, IServiceProvider services, RunGuardOptions options) : IMigrationExpressionValidator
{
    private readonly JudgedRun _judged = services.GetRequiredService<JudgedRun>();

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(IMigrationExpression expression)
    {
        List<ValidationResult> faults = [.. inner.Validate(expression)];
        if (faults.Count == 0 && !_judged.IsSilent && services.GetService<IOptionsSnapshot<ProcessorOptions>>()?.Value.PreviewOnly != true)
        {
            Judge(expression);
        }

        return faults;
    }

    private void Judge(IMigrationExpression expression)
    {
        var processor = services.GetRequiredService<IProcessorAccessor>().Processor;
        var collected = new MigrationCollector(processor, services).Collect(expression);
        string[] keys = [.. ExpressionKey.Of(collected)];
        if (Array.TrueForAll(keys, _judged.Has))
        {
            Limit(keys.Length > 0 ? Array.Exists(keys, _judged.IsPatient) : null);
            return;
        }

        var alone = CollectedMigration.Of(expression, collected, options.Guard?.Dialect ?? default);
        var books = new RunnerBooks(processor, services);
        var run = new PendingRun(PendingCollection.Runner, (Migration[])[alone]) { OwnTables = books.OwnTables, Database = books.Ask(options.Guard?.Whereabouts ?? ""), IsLate = true };
        Task.Run(() => new GuardedRun(options).JudgeAsync(run, CancellationToken.None)).GetAwaiter().GetResult();
        Limit(PatientStatement.IsAmong(alone.Steps));
    }

    // A runner validates all expressions of a migration in front of its first statement.
    private void Limit(bool? isPatient)
    {
        if (isPatient == true)
        {
            _judged.Limit?.Lift();
        }
        else if (isPatient == false)
        {
            _judged.Limit?.Set();
        }
    }
}
