namespace MigrationGuard.Observing;

/// <summary>What a live database answered. Pure data: no connection is behind it.</summary>
/// <param name="answers">The answers.</param>
public sealed class Observations(IReadOnlyDictionary<Question, Answer> answers)
{
    /// <summary>The answer; a question that was not asked is undecided.</summary>
    public Answer Of(Question question) => answers.TryGetValue(question, out var answer) ? answer : new Undecided("the database was not asked");
}
