using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MigrationGuard.TestKit.Roslyn;

/// <summary>Options that the compiler's own reader takes out of texts of configuration files.</summary>
public sealed class ConfigFiles(AnalyzerConfigSet set) : AnalyzerConfigOptionsProvider
{
    /// <summary>The configuration files of a project by name.</summary>
    public static IEnumerable<(string Name, string Text)> Texts(VerifyOptions options) =>
    [
        ("project.globalconfig", "is_global = true\n" + string.Concat(options.Properties.Select(property => $"build_property.{property.Key} = {property.Value}\n"))),
        (".editorconfig", "root = true\n" + options.EditorConfig),
    ];

    /// <summary>Reads them.</summary>
    public static ConfigFiles Of(VerifyOptions options)
        => new(AnalyzerConfigSet.Create(Texts(options).Select(file => AnalyzerConfig.Parse(file.Text, VerifyOptions.Folder + file.Name)).ToList()));

    /// <inheritdoc />
    public override AnalyzerConfigOptions GlobalOptions => new Options(set.GlobalConfigOptions);

    /// <summary>The severities of rules.</summary>
    public SyntaxTreeOptionsProvider Severities => new TreeOptions(set);

    /// <inheritdoc />
    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(set.GetOptionsForSourcePath(tree.FilePath));

    /// <inheritdoc />
    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(set.GetOptionsForSourcePath(textFile.Path));

    private sealed class Options(AnalyzerConfigOptionsResult result) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => result.AnalyzerOptions.TryGetValue(key, out value);
    }

    private sealed class TreeOptions(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
            => set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
            => set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }
}
