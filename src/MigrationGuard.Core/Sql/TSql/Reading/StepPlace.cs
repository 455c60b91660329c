namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>Where a step stands.</summary>
/// <param name="Conditional">Under a condition that was not evaluated.</param>
/// <param name="Nested">In a string that is executed.</param>
internal readonly record struct StepPlace(bool Conditional, bool Nested);
