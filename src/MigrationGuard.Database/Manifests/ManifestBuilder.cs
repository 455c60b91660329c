using MigrationGuard.Collections;

namespace MigrationGuard.Manifests;

/// <summary>Collects the statements of one app version; the same statement from several places becomes one entry.</summary>
/// <param name="manifest">What the version is called and how it connects; its statements are the first ones.</param>
public sealed class ManifestBuilder(StatementManifest manifest)
{
    private readonly Dictionary<string, ManifestStatement> _statements =
        manifest.Statements.ToDictionary(static statement => statement.Id, StringComparer.Ordinal);

    private ManifestRecording? _recording = manifest.Recording;

    /// <summary>How many different statements there are.</summary>
    public int Count => _statements.Count;

    /// <summary>Adds a statement; gives why it cannot be added, with line and column within it, or null.</summary>
    /// <param name="text">As the server gets it: one statement, parameters as <c>$1</c>.</param>
    /// <param name="parameters">The parameters; those that are missing at the end have unknown types.</param>
    /// <param name="origin">Where it was found.</param>
    /// <param name="calls">How often it ran, when that was counted.</param>
    public string? Add(string text, EquatableList<ManifestParameter> parameters, StatementOrigin origin, long? calls = null)
    {
        if (!CanonicalSql.TryWrite(text, out var canonical, out var error))
        {
            return error;
        }

        var missing = CanonicalSql.HighestParameter(canonical) - parameters.Count;
        var all = missing > 0 ? [.. parameters, .. Enumerable.Repeat(new ManifestParameter(null), missing)] : parameters.ToArray();
        Add(new ManifestStatement
        {
            Id = StatementKey.Of(text, all, manifest.Role, manifest.SearchPath),
            Text = text,
            Canonical = canonical,
            Parameters = all,
            Origins = new[] { origin with { File = ManifestText.Shown(origin.File), Member = origin.Member is { Length: > 0 } member ? ManifestText.Shown(member) : null } },
            Calls = calls,
        });
        return null;
    }

    /// <summary>Adds the statements of another manifest of the same version.</summary>
    /// <exception cref="ManifestException">It is of another version, or its sessions read SQL in another way.</exception>
    public void Add(StatementManifest other)
    {
        if (other.Service != manifest.Service || other.Label != manifest.Label || other.Digest != manifest.Digest)
        {
            throw new ManifestException(
                $"the manifest of {other.Service} {other.Label} ({other.Digest}) cannot be added to that of {manifest.Service} {manifest.Label} ({manifest.Digest}): one manifest describes one version");
        }

        if (other.Settings != manifest.Settings)
        {
            throw new ManifestException("the two manifests have different \"settings\"; one manifest describes sessions of one kind");
        }

        _recording = ManifestRecording.Add(_recording, other.Recording);
        foreach (var statement in other.Statements)
        {
            var (role, path) = (statement.Role ?? other.Role, statement.SearchPath ?? other.SearchPath);
            Add(statement with { Role = role == manifest.Role ? null : role, SearchPath = path == manifest.SearchPath ? null : path });
        }
    }

    /// <summary>The manifest, its statements ordered by the place where they were first found.</summary>
    public StatementManifest Build()
    {
        var statements = _statements.Values.ToArray();
        Array.Sort(statements, static (left, right) => Compare(left, right));
        return manifest with { Statements = statements, Recording = _recording };
    }

    private void Add(ManifestStatement statement)
    {
        _statements[statement.Id] = _statements.TryGetValue(statement.Id, out var known) ? Unite(known, statement) : statement with { Origins = Ordered(statement.Origins) };
    }

    private static ManifestStatement Unite(ManifestStatement known, ManifestStatement other) => known with
    {
        Origins = Ordered([.. known.Origins, .. other.Origins]),
        Calls = known.Calls is null ? other.Calls : known.Calls + (other.Calls ?? 0),
        LastSeen = known.LastSeen is null || other.LastSeen > known.LastSeen ? other.LastSeen ?? known.LastSeen : known.LastSeen,
        Result = known.Result ?? other.Result,
        Parameters = NamedBy(known.Parameters, other.Parameters),
    };

    // The key holds the types but not the names: a place that has names explains one that has none.
    private static EquatableList<ManifestParameter> NamedBy(EquatableList<ManifestParameter> known, EquatableList<ManifestParameter> other)
    {
        var named = new ManifestParameter[known.Count];
        for (var i = 0; i < named.Length; i++)
        {
            named[i] = known[i] with { Name = known[i].Name ?? other[i].Name };
        }

        return named;
    }

    private static EquatableList<StatementOrigin> Ordered(IEnumerable<StatementOrigin> origins)
    {
        var distinct = origins.Distinct().ToArray();
        Array.Sort(distinct, Compare);
        return distinct;
    }

    private static int Compare(ManifestStatement left, ManifestStatement right)
    {
        var order = left.Origins.Count > 0 && right.Origins.Count > 0 ? Compare(left.Origins[0], right.Origins[0]) : right.Origins.Count.CompareTo(left.Origins.Count);
        return order != 0 ? order : string.CompareOrdinal(left.Id, right.Id);
    }

    private static int Compare(StatementOrigin left, StatementOrigin right)
        => string.CompareOrdinal(left.File, right.File) is var file && file != 0 ? file
            : Nullable.Compare(left.Line, right.Line) is var line && line != 0 ? line
            : string.CompareOrdinal(left.Member, right.Member);
}
