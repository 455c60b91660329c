using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MigrationGuard.Cli.Sources.CSharp;

/// <summary>What a project says to the compiler about the levels of warnings.</summary>
internal static class CompilerOptions
{
    /// <summary>The options.</summary>
    public static CSharpCompilationOptions Of(CodeProject project)
    {
        var levels = new Dictionary<string, ReportDiagnostic>(StringComparer.OrdinalIgnoreCase);
        Set("WarningsAsErrors", ReportDiagnostic.Error);
        Set("WarningsNotAsErrors", ReportDiagnostic.Warn);
        Set("NoWarn", ReportDiagnostic.Suppress);
        var general = string.Equals(project.Properties["TreatWarningsAsErrors"], "true", StringComparison.OrdinalIgnoreCase) ? ReportDiagnostic.Error : ReportDiagnostic.Default;
        return new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, generalDiagnosticOption: general, specificDiagnosticOptions: levels);

        void Set(string property, ReportDiagnostic level)
        {
            foreach (var id in project.Properties.List(project.Properties[property]))
            {
                levels[id] = level;
            }
        }
    }
}
