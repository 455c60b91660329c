using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Reading;

/// <summary>The SQL files that migrations name: additional files in the compiler, files on disk in the tool.</summary>
public interface IScriptFiles
{
    /// <summary>The script of a path, file name or embedded resource name as the migration writes it; null when there is none, or several.</summary>
    SqlSource? Find(string name);
}
