using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MigrationGuard.Analyzers;

/// <summary>The one check of a compilation that all analyzers report from.</summary>
internal sealed class CompilationCheck
{
    private static readonly ConditionalWeakTable<Compilation, CompilationCheck> Checks = new();

    private readonly object _gate = new();
    private ImmutableArray<AdditionalText> _files;
    private Found? _found;

    /// <summary>What is found in a compilation. The first to ask does the work; when that is cancelled, the next one does it.</summary>
    public static Found Of(Compilation compilation, AnalyzerOptions options, CancellationToken cancellation)
        => Checks.GetOrCreateValue(compilation).Find(compilation, options, cancellation);

    private Found Find(Compilation compilation, AnalyzerOptions options, CancellationToken cancellation)
    {
        lock (_gate)
        {
            // An editor keeps the compilation when only an additional file changes.
            if (_found is null || !_files.SequenceEqual(options.AdditionalFiles))
            {
                _found = FrameworkNames.OccurIn(compilation, cancellation) ? new HistoryCheck(compilation, options, cancellation).Run() : Found.Nothing;
                _files = options.AdditionalFiles;
            }

            return _found;
        }
    }
}
