using MigrationGuard.Observing;

namespace MigrationGuard.Rules;

/// <summary>A rule that needs answers of a live database.</summary>
internal interface IAsking
{
    /// <summary>What the rule has to know about a step that it accepts.</summary>
    IEnumerable<Question> Questions(StepContext step);
}
