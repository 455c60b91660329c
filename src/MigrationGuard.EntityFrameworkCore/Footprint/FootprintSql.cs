using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MigrationGuard.Collections;
using MigrationGuard.Manifests;

namespace MigrationGuard.EntityFrameworkCore.Footprint;

/// <summary>A statement under construction, with its parameters.</summary>
internal sealed partial class FootprintSql
{
    private readonly StringBuilder _text = new();
    private readonly List<ManifestParameter> _parameters = [];

    /// <summary>The parameters in the order of their numbers.</summary>
    public EquatableList<ManifestParameter> Parameters => _parameters;

    /// <summary>Adds text.</summary>
    public FootprintSql Text(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Adds a parameter of a store type; clients send it without length or precision.</summary>
    public FootprintSql Parameter(string name, string storeType)
    {
        _parameters.Add(new ManifestParameter(name, Facets().Replace(storeType, "")));
        _text.Append('$').Append(_parameters.Count.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>Adds items with a separator between them.</summary>
    public FootprintSql Join<T>(IEnumerable<T> items, string separator, Action<FootprintSql, T> add)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            _text.Append(isFirst ? "" : separator);
            add(this, item);
            isFirst = false;
        }

        return this;
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString();

    [GeneratedRegex(@"\s*\(\s*-?\d+(\s*,\s*-?\d+)?\s*\)")]
    private static partial Regex Facets();
}
