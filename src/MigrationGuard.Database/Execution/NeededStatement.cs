namespace MigrationGuard.Execution;

/// <summary>A statement that ran and that a change would break.</summary>
/// <param name="Role">Who ran it.</param>
/// <param name="Text">The statement, with <c>$1</c>, <c>$2</c>, … in place of its constants.</param>
/// <param name="Message">What the server says of it behind the change.</param>
public sealed record NeededStatement(string Role, string Text, string Message);
