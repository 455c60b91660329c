using MigrationGuard.Manifests;

namespace MigrationGuard.Cli.Collecting;

/// <summary>What is collected so far, and what is not.</summary>
/// <param name="builder">Takes the statements.</param>
/// <param name="style">How the sources write parameters.</param>
internal sealed class Collection(ManifestBuilder builder, PlaceholderStyle style)
{
    private readonly SortedDictionary<string, int> _leftOut = new(StringComparer.Ordinal);

    /// <summary>How many texts the application seems to run that are not in the manifest, with place and reason.</summary>
    public List<MissedText> Missed { get; } = [];

    /// <summary>What the user should know besides.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>What needs not be in a manifest, by reason.</summary>
    public IReadOnlyDictionary<string, int> LeftOut => _leftOut;

    /// <summary>How many different statements there are.</summary>
    public int Count => builder.Count;

    /// <summary>Adds a text of one or several statements.</summary>
    /// <param name="text">The text; parameters as the source writes them.</param>
    /// <param name="parameters">What is known of its parameters: by name, or by position where they have none.</param>
    /// <param name="place">Where a piece stands that begins on the given line of the text.</param>
    public void Add(string text, IReadOnlyList<ManifestParameter> parameters, Func<int, StatementOrigin> place)
    {
        foreach (var piece in SqlPieces.Split(text))
        {
            var origin = place(piece.Line);
            if (piece.Problem is { } problem)
            {
                Miss(origin, problem);
            }
            else if (NamedParameters.TryRewrite(piece.Text, style, null, out var numbered, out var error))
            {
                AddStatement(numbered.Text, Typed(numbered, parameters), origin, null);
            }
            else
            {
                Miss(origin, error);
            }
        }
    }

    /// <summary>Adds one statement with numbered parameters.</summary>
    public void AddStatement(string text, ManifestParameter[] parameters, StatementOrigin origin, long? calls)
    {
        if (CanonicalSql.TryWrite(text, out var canonical, out _) && StatementKinds.Of(canonical) == StatementKind.Session)
        {
            LeaveOut("commands of session and transaction (SET, BEGIN, …)");
        }
        else if (builder.Add(text, parameters, origin, calls) is { } error)
        {
            Miss(origin, error);
        }
    }

    /// <summary>Notes a text that cannot be in the manifest.</summary>
    public void Miss(StatementOrigin origin, string reason)
        => Missed.Add(new MissedText(origin.Member is { } member && origin.Line is not null ? $"{origin} ({member})" : origin.ToString(), reason));

    /// <summary>Notes a text that needs not be in the manifest.</summary>
    public void LeaveOut(string reason) => _leftOut[reason] = _leftOut.GetValueOrDefault(reason) + 1;

    private static ManifestParameter[] Typed(NumberedSql numbered, IReadOnlyList<ManifestParameter> known)
    {
        var unnamed = known.Where(static parameter => parameter.Name is null).ToArray();
        var typed = new ManifestParameter[numbered.Names.Count];
        for (var i = 0; i < typed.Length; i++)
        {
            var name = numbered.Names[i];
            var type = name is null
                ? i < unnamed.Length ? unnamed[i].Type : ManifestParameter.Unknown
                : known.FirstOrDefault(parameter => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase))?.Type ?? ManifestParameter.Unknown;
            typed[i] = new ManifestParameter(name, type);
        }

        return typed;
    }
}
