namespace MigrationGuard.Postgres.Wire;

/// <summary>What a client has asked and the server has not yet answered.</summary>
/// <param name="Kind">The kind of message.</param>
/// <param name="Name">The name of the portal or statement; empty for the unnamed one.</param>
/// <param name="Statement">Of Bind the name of the statement; of Describe and Close <c>S</c> or <c>P</c>.</param>
/// <param name="Text">Of Parse and Query what is run; null when it could not be read.</param>
internal readonly record struct Asked(AskedKind Kind, string Name, string Statement, object? Text);
