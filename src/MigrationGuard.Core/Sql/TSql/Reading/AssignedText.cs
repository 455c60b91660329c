namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>The text that a variable was assigned.</summary>
/// <param name="From">Index of the first token; -1 when the text is not known.</param>
/// <param name="End">Index behind the last token.</param>
/// <param name="FromRows">Whether a query assigns it, perhaps never or several times.</param>
internal readonly record struct AssignedText(int From, int End, bool FromRows);
