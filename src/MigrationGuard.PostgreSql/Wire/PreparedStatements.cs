using System.Text;

namespace MigrationGuard.Postgres.Wire;

/// <summary>The prepared statements and portals of a connection, as the server has them.</summary>
internal sealed class PreparedStatements
{
    private const int Most = 20_000;

    private readonly Dictionary<string, Prepared> _statements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Portal> _portals = new(StringComparer.Ordinal);
    private readonly Portal _unnamedPortal = new();
    private Prepared? _unnamed;

    /// <summary>The server has parsed a statement.</summary>
    public void Parsed(string name, WireStatement? statement)
    {
        if (name.Length == 0)
        {
            // Prepared again and again, it is the same until its columns are asked for.
            _unnamed = _unnamed is { Shape: null } && _unnamed.Statement == statement ? _unnamed : new Prepared(statement);
        }
        else if (_statements.Count < Most || _statements.ContainsKey(name))
        {
            _statements[name] = new Prepared(statement);
        }
    }

    /// <summary>The server has bound a portal.</summary>
    public void Bound(string portal, string statement)
    {
        var bound = _unnamedPortal;
        if (portal.Length > 0)
        {
            if (_portals.Count >= Most)
            {
                _portals.Clear();
            }

            _portals[portal] = bound = new Portal();
        }

        (bound.Prepared, bound.Shape, bound.IsCounted) = (Statement(statement), null, false);
    }

    /// <summary>A statement by its name; null when it is not known.</summary>
    public Prepared? Statement(string name) => name.Length == 0 ? _unnamed : _statements.GetValueOrDefault(name);

    /// <summary>A portal by its name; null when it is not known.</summary>
    public Portal? Portal(string name) => name.Length == 0 ? _unnamedPortal : _portals.GetValueOrDefault(name);

    /// <summary>A statement (<c>S</c>) or portal (<c>P</c>) is closed.</summary>
    public void Closed(string what, string name)
    {
        if (what == "S")
        {
            _statements.Remove(name);
        }
        else
        {
            _portals.Remove(name);
        }
    }

    /// <summary>A statement is no longer what the protocol has prepared, or none is.</summary>
    public void Forget(string? name)
    {
        if (name is null)
        {
            _statements.Clear();
        }
        else
        {
            _statements.Remove(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name)));
        }
    }

    /// <summary>The transaction has ended, and portals with it.</summary>
    public void EndPortals()
    {
        if (_portals.Count > 0)
        {
            _portals.Clear();
        }
    }
}
