using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Finds scripts, and remembers what was found: hosts make a new finder for every compilation.</summary>
internal sealed class UsedScripts(IScriptFiles files) : IScriptFiles
{
    private readonly Dictionary<string, SqlSource?> _found = new(StringComparer.Ordinal);
    private IScriptFiles? _files = files;

    /// <inheritdoc />
    public SqlSource? Find(string name)
    {
        if (!_found.TryGetValue(name, out var found))
        {
            _found[name] = found = _files?.Find(name);
        }

        return found;
    }

    /// <summary>Ends the reading: the host's finder is not kept alive.</summary>
    public void Close() => _files = null;

    /// <summary>Whether the same scripts are found by another finder.</summary>
    public bool HoldIn(IScriptFiles other)
    {
        foreach (var script in _found)
        {
            if (!Equals(script.Value, other.Find(script.Key)))
            {
                return false;
            }
        }

        return true;
    }
}
