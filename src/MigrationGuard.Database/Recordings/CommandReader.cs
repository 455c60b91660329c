using MigrationGuard.Collections;
using MigrationGuard.Manifests;
using MigrationGuard.Recordings.Masking;

namespace MigrationGuard.Recordings;

/// <summary>Takes commands apart: the statements that can be kept, and why others cannot.</summary>
/// <param name="limits">How long a text may be.</param>
internal sealed class CommandReader(RecordingLimits limits)
{
    private static readonly WordSet Cursors = new("CLOSE EXECUTE FETCH MOVE");

    private volatile bool _backslashesEscape;

    /// <summary>Takes a command apart.</summary>
    public (List<RecordedStatement> Statements, List<string> Misses) Read(RecordedCommand command)
    {
        var (statements, misses) = (new List<RecordedStatement>(), new List<string>());
        if (command.Text.Length > limits.Text)
        {
            misses.Add(FormattableString.Invariant($"a text of more than {limits.Text} characters"));
        }
        else if (HidesEndOfStrings(command))
        {
            misses.Add("standard_conforming_strings is off: where strings end cannot be told");
        }
        else
        {
            Read(command, statements, misses);
        }

        return (statements, misses);
    }

    private bool HidesEndOfStrings(RecordedCommand command)
    {
        _backslashesEscape |= command.Text.Contains("standard_conforming_strings", StringComparison.OrdinalIgnoreCase)
            && !command.Text.AsSpan().TrimStart().StartsWith("SHOW", StringComparison.OrdinalIgnoreCase);
        foreach (var (name, value) in command.Session?.Settings ?? [])
        {
            if (name == "standard_conforming_strings" && value != "on")
            {
                return true;
            }
        }

        return _backslashesEscape && command.Text.Contains('\\', StringComparison.Ordinal);
    }

    private static void Read(RecordedCommand command, List<RecordedStatement> statements, List<string> misses)
    {
        var names = command.Parameters.Where(static parameter => !string.IsNullOrEmpty(parameter.Name)).Select(static parameter => Bare(parameter.Name!)).ToArray();
        var pieces = SqlPieces.Split(command.Text);
        foreach (var piece in pieces)
        {
            if (piece.Problem is not null)
            {
                misses.Add("a command of psql, or data behind COPY");
            }
            else if (!NamedParameters.TryRewrite(piece.Text, command.Placeholders, names, out var numbered, out _))
            {
                misses.Add(CanonicalSql.TryWrite(piece.Text, out _, out _) ? "a text the placeholders of which cannot be told" : "a text that cannot be read");
            }
            else
            {
                Read(command, numbered, statements, misses);
            }
        }

        if (statements.Count == 1 && pieces.Count == 1)
        {
            statements[0] = statements[0] with { Result = command.Result };
        }
    }

    private static void Read(RecordedCommand command, NumberedSql numbered, List<RecordedStatement> statements, List<string> misses)
    {
        if (!CanonicalSql.TryWrite(numbered.Text, out var canonical, out _))
        {
            misses.Add("a text that cannot be read");
            return;
        }

        if (SessionCommand.Is(canonical, Cursors))
        {
            if (SessionCommand.Changes(canonical) is { } change)
            {
                misses.Add(change);
            }
        }
        else if (StatementMasker.TryMask(canonical, Parameters(command, numbered), out var masked, out var reason))
        {
            statements.Add(new RecordedStatement(masked.Text, masked.Parameters, command.Session) { Origin = command.Origin });
        }
        else
        {
            misses.Add(reason);
        }
    }

    private static EquatableList<ManifestParameter> Parameters(RecordedCommand command, NumberedSql numbered)
    {
        if (numbered.Names.All(static name => name is null))
        {
            return command.Parameters.Select(static parameter => parameter with { Name = string.IsNullOrEmpty(parameter.Name) ? null : Bare(parameter.Name) }).ToArray();
        }

        var parameters = new ManifestParameter[numbered.Names.Count];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = new ManifestParameter(numbered.Names[i], TypeOf(command, numbered.Names[i]!));
        }

        return parameters;
    }

    private static string TypeOf(RecordedCommand command, string name)
    {
        foreach (var parameter in command.Parameters)
        {
            if (parameter.Name is not null && Bare(parameter.Name).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return parameter.Type;
            }
        }

        return ManifestParameter.Unknown;
    }

    private static string Bare(string name) => name.TrimStart('@', ':');
}
