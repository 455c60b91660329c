using MigrationGuard.Migrations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Changes the text of a file before it is sent, and knows where things stood in it.</summary>
internal interface IFileText
{
    /// <summary>The text that is sent.</summary>
    SqlSource Change(SqlSource file);

    /// <summary>The place in the file of a place in what is sent.</summary>
    SourceSpan Place(SourceSpan span);
}
