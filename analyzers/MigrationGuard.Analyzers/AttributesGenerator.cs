using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MigrationGuard.Analyzers;

/// <summary>Gives a project the attributes <c>[Phase]</c> and <c>[AllowFinding]</c>, so that nothing has to be referenced at run time.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class AttributesGenerator : IIncrementalGenerator
{
    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
        => context.RegisterPostInitializationOutput(static output =>
        {
            output.AddEmbeddedAttributeDefinition();
            output.AddSource(Attributes.FileName, SourceText.From(Attributes.Source, Encoding.UTF8));
        });
}
