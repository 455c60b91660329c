using MigrationGuard.Observing;
using MigrationGuard.Operations;
using MigrationGuard.Rules.Reading;

namespace MigrationGuard.Rules;

/// <summary>A rule about one kind of operation that a live database decides. It sees answers, no connection; what could not be answered is said by <see cref="ProbeUndecided"/>.</summary>
/// <typeparam name="TOperation">The operation, or a base of several.</typeparam>
/// <typeparam name="TAnswer">What the questions of the rule are answered by.</typeparam>
public abstract class LiveRule<TOperation, TAnswer> : StepRule<TOperation>, IAsking
    where TOperation : Operation
    where TAnswer : Answer
{
    private protected LiveRule(RuleInfo info)
        : base(info)
    {
    }

    IEnumerable<Question> IAsking.Questions(StepContext step) => step.Operation is TOperation operation ? Ask(operation, step) : [];

    /// <inheritdoc />
    protected sealed override IEnumerable<Finding> Check(TOperation operation, StepContext step)
    {
        if (step.Observed is not { } observed)
        {
            yield break;
        }

        foreach (var question in Ask(operation, step))
        {
            var answer = observed.Of(question);
            var finding = answer is TAnswer decided ? Judge(operation, step, question, decided)
                : ProbeUndecided.At(step, question, answer);
            if (finding is not null)
            {
                yield return finding;
            }
        }
    }

    /// <summary>What the rule has to know about a step.</summary>
    private protected abstract IEnumerable<Question> Ask(TOperation operation, StepContext step);

    /// <summary>The finding, if any, that follows from an answer.</summary>
    private protected abstract Finding? Judge(TOperation operation, StepContext step, Question question, TAnswer answer);
}
