using System.Globalization;
using MigrationGuard.Execution;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Execution;

/// <summary>A statement that the server did not run, with its place.</summary>
/// <param name="statement">The statement.</param>
/// <param name="file">Its file.</param>
/// <param name="failure">What the server said.</param>
internal sealed class StepRefusal(MigrationStatement statement, MigrationFile file, DatabaseException failure) : Exception(failure.Message, failure)
{
    /// <summary>What the server said.</summary>
    public DatabaseException Failure => failure;

    /// <summary>Where: the line that the server points at, else that of the statement.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{file.Path}:{LineOf(statement, failure)}");

    /// <summary>The line of a file that an error points at.</summary>
    public static int LineOf(MigrationStatement statement, DatabaseException failure)
    {
        if (failure.InnerException is not PostgresException { Position: > 0 } server)
        {
            return statement.Line;
        }

        // Positions count characters from 1, of which some are two of our own.
        var (line, characters) = (statement.Line, 1);
        foreach (var rune in statement.Text.EnumerateRunes())
        {
            if (characters++ >= server.Position)
            {
                break;
            }

            line += rune.Value == '\n' ? 1 : 0;
        }

        return line;
    }

    /// <summary>The server's words, with those of the guard where it was the guard.</summary>
    public static string TextOf(DatabaseException failure)
    {
        var text = failure.SqlState is { } state ? $"{failure.Message} ({state})" : failure.Message;
        return failure.SqlState is ['M', 'G', ..] or "2BP01" && failure.Detail is { Length: > 0 } detail ? $"{text}\n{detail}" : text;
    }
}
