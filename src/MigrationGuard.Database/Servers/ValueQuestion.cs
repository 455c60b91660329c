namespace MigrationGuard.Servers;

/// <summary>A question for one value.</summary>
/// <param name="Text">One statement with parameters from <c>$1</c>.</param>
/// <param name="Values">Their values: texts, of which the server finds the type, and times.</param>
/// <param name="Timeout">How long the statement may take.</param>
public sealed record ValueQuestion(string Text, IReadOnlyList<object> Values, TimeSpan Timeout);
