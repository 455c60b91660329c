using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CSharp.Reading.Declarations;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Where a walk has been: the bodies it went into, the names it came to, and the parts that certainly do not run.</summary>
internal sealed class Trail
{
    private readonly Dictionary<SyntaxNode, WalkedBody> _bodies = [];
    private readonly List<(SyntaxTree Tree, HashSet<int> Reached, HashSet<TextSpan> Dead)> _trees = [];
    private int _last;

    /// <summary>The bodies, each once.</summary>
    public IEnumerable<WalkedBody> Bodies => _bodies.Values;

    /// <summary>The functions that were walked.</summary>
    public HashSet<SyntaxNode> Functions { get; } = [];

    /// <summary>Goes into a body.</summary>
    public WalkedBody Enter(SyntaxNode body, TypePart part, SyntaxNode? site)
    {
        if (!_bodies.TryGetValue(body, out var walked))
        {
            _bodies[body] = walked = new WalkedBody(body, part) { Site = site };
        }

        return walked;
    }

    /// <summary>Comes to a name.</summary>
    public void Reach(SyntaxNode name) => In(name.SyntaxTree).Reached.Add(name.SpanStart);

    /// <summary>Says that something does not run.</summary>
    public void Skip(SyntaxNode? dead)
    {
        if (dead is not null)
        {
            In(dead.SyntaxTree).Dead.Add(dead.Span);
        }
    }

    /// <summary>Whether a name was come to.</summary>
    public bool IsReached(SyntaxTree tree, int position) => In(tree).Reached.Contains(position);

    /// <summary>Whether a place is in a part that does not run.</summary>
    public bool IsDead(SyntaxTree tree, int position)
    {
        foreach (var span in In(tree).Dead)
        {
            if (span.Contains(position))
            {
                return true;
            }
        }

        return false;
    }

    private (SyntaxTree Tree, HashSet<int> Reached, HashSet<TextSpan> Dead) In(SyntaxTree tree)
    {
        if (_last < _trees.Count && _trees[_last].Tree == tree)
        {
            return _trees[_last];
        }

        for (_last = 0; _last < _trees.Count; _last++)
        {
            if (_trees[_last].Tree == tree)
            {
                return _trees[_last];
            }
        }

        _trees.Add((tree, [], []));
        return _trees[_last];
    }
}

/// <summary>A body that a walk went into.</summary>
/// <param name="body">A block, an expression or what follows an arrow.</param>
/// <param name="part">The declaration that holds it.</param>
internal sealed class WalkedBody(SyntaxNode body, TypePart part)
{
    private List<string>? _builders;

    /// <summary>A block, an expression or what follows an arrow.</summary>
    public SyntaxNode Node => body;

    /// <summary>The declaration that holds it.</summary>
    public TypePart Part => part;

    /// <summary>Whether the members of FluentMigrator's base class can be used in it by their names.</summary>
    public bool IsMigration { get; set; }

    /// <summary>The expression of the migration that led there.</summary>
    public SyntaxNode? Site { get; init; }

    /// <summary>The parameters and variables that hold a builder.</summary>
    public IReadOnlyList<string> Builders => _builders ?? (IReadOnlyList<string>)[];

    /// <summary>Says that a name of it holds a builder.</summary>
    public void Holds(string name)
    {
        _builders ??= [];
        // Source that is being written may leave a name out.
        if (name.Length > 0 && !_builders.Contains(name))
        {
            _builders.Add(name);
        }
    }
}
