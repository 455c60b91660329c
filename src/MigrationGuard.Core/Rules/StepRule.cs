using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules;

/// <summary>A rule that looks at one step at a time.</summary>
public abstract class StepRule : Rule
{
    private protected StepRule(RuleInfo info)
        : base(info)
    {
    }

    /// <summary>Whether the rule has anything to say about this type of operation.</summary>
    internal abstract bool Accepts(Type operation);

    /// <summary>The findings about a step.</summary>
    internal abstract IEnumerable<Finding> CheckStep(StepContext step);

    /// <summary>A finding about the step; placeholders <c>{table} {column} {index} {constraint} {name} {type} {database} {online} {lock}</c> are filled from the operation.</summary>
    private protected Finding Report(StepContext step, params (string Name, object? Value)[] values)
    {
        var finding = ReportAt(step, values);
        return step.Classification.Cost.Confidence >= Confidence.Article ? finding with { NotVerified = true } : finding;
    }
}

/// <summary>A rule about one kind of operation.</summary>
/// <typeparam name="TOperation">The operation, or a base of several.</typeparam>
public abstract class StepRule<TOperation> : StepRule
    where TOperation : Operation
{
    private protected StepRule(RuleInfo info)
        : base(info)
    {
    }

    internal sealed override bool Accepts(Type operation) => typeof(TOperation).IsAssignableFrom(operation);

    internal sealed override IEnumerable<Finding> CheckStep(StepContext step) => Check((TOperation)step.Operation, step);

    /// <summary>The findings about one operation; return <c>[]</c> for none.</summary>
    protected abstract IEnumerable<Finding> Check(TOperation operation, StepContext step);
}
