using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using MigrationGuard.CSharp.Reading.Declarations;
using MigrationGuard.Migrations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Reading;

/// <summary>What was read from a file, with what it was read with.</summary>
internal sealed class ReadCache
{
    private const int MostEntries = 4;

    private static readonly ConditionalWeakTable<SyntaxTree, ReadCache> Known = new();

    private readonly List<Entry> _entries = [];

    /// <summary>The readings of a file.</summary>
    public static ReadCache Of(SyntaxTree tree) => Known.GetValue(tree, static _ => new ReadCache());

    /// <summary>The reading that still holds, or a new one.</summary>
    public IReadOnlyList<SourceMigration> Get(Compilation compilation, ReadOptions options, Func<IScriptFiles, (IReadOnlyList<SourceMigration> Migrations, Dependencies Dependencies)> read)
    {
        lock (_entries)
        {
            var old = _entries.FindIndex(entry => entry.Dialect == options.Dialect && entry.Transaction == options.Transaction);
            if (old >= 0 && _entries[old].Dependencies.HoldIn(compilation) && _entries[old].Scripts.HoldIn(options.Scripts))
            {
                return _entries[old].Migrations;
            }

            if (old >= 0 || _entries.Count == MostEntries)
            {
                _entries.RemoveAt(Math.Max(0, old));
            }
        }

        // Outside of the lock: two threads may read the same file, both read the same.
        var scripts = new UsedScripts(options.Scripts);
        var (migrations, dependencies) = read(scripts);
        scripts.Close();
        lock (_entries)
        {
            _entries.RemoveAll(entry => entry.Dialect == options.Dialect && entry.Transaction == options.Transaction);
            _entries.Add(new Entry(options.Dialect, options.Transaction, migrations, dependencies, scripts));
        }

        return migrations;
    }

    private sealed record Entry(SqlDialect Dialect, TransactionMode? Transaction, IReadOnlyList<SourceMigration> Migrations, Dependencies Dependencies, UsedScripts Scripts);
}
