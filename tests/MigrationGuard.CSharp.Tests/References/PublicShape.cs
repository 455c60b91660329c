using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MigrationGuard.CSharp.Tests.References;

// What code compiled against one assembly needs to find in another: types, bases and members by their signatures.
internal static class PublicShape
{
    private static readonly SymbolDisplayFormat Signature = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithMemberOptions(
            SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeContainingType
            | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeConstantValue)
        .WithParameterOptions(
            SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis)
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance)
        .WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword)
        .WithPropertyStyle();

    private static SymbolDisplayFormat WithPropertyStyle(this SymbolDisplayFormat format) => new(
        format.GlobalNamespaceStyle, SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces, format.GenericsOptions, format.MemberOptions,
        format.DelegateStyle, format.ExtensionMethodStyle, format.ParameterOptions, SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        format.LocalOptions, format.KindOptions, SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    public static IEnumerable<string> Missing(MetadataReference declared, MetadataReference real, IEnumerable<MetadataReference> others)
    {
        var ours = Assembly(declared, others);
        var theirs = Assembly(real, others);
        // Ours may be of an older version: a newer assembly is taken for an older one that is asked for, not the other way round.
        if (ours.Identity.Name != theirs.Identity.Name || !ours.Identity.PublicKeyToken.SequenceEqual(theirs.Identity.PublicKeyToken) || ours.Identity.Version > theirs.Identity.Version)
        {
            yield return $"{ours.Identity} is {theirs.Identity}";
        }

        foreach (var type in PublicTypes(ours.GlobalNamespace))
        {
            var found = theirs.GetTypeByMetadataName(Metadata(type));
            if (found is null)
            {
                yield return Metadata(type);
                continue;
            }

            foreach (var line in Lines(type).Except(Lines(found), StringComparer.Ordinal))
            {
                yield return line;
            }
        }
    }

    private static IAssemblySymbol Assembly(MetadataReference reference, IEnumerable<MetadataReference> others) =>
        (IAssemblySymbol)CSharpCompilation.Create("shape", references: others.Append(reference)).GetAssemblyOrModuleSymbol(reference)!;

    private static string Metadata(INamedTypeSymbol type) => type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;

    private static IEnumerable<INamedTypeSymbol> PublicTypes(INamespaceSymbol space) =>
        space.GetTypeMembers().Where(type => type.DeclaredAccessibility == Accessibility.Public)
            .Concat(space.GetNamespaceMembers().SelectMany(PublicTypes));

    private static IEnumerable<string> Lines(INamedTypeSymbol type)
    {
        var name = Metadata(type);
        yield return $"{name}: {type.TypeKind} abstract={type.IsAbstract} sealed={type.IsSealed} : {type.BaseType?.ToDisplayString()}";
        foreach (var implemented in type.AllInterfaces)
        {
            yield return $"{name}: {implemented.ToDisplayString()}";
        }

        foreach (var usage in type.GetAttributes().Where(attribute => attribute.AttributeClass?.Name is nameof(AttributeUsageAttribute) or nameof(ObsoleteAttribute)))
        {
            yield return $"{name}: {usage.AttributeClass!.Name} {string.Join(", ", usage.NamedArguments.Select(pair => pair.Key + "=" + pair.Value.Value))}";
        }

        foreach (var member in type.GetMembers().Where(IsVisible))
        {
            yield return member.ToDisplayString(Signature);
        }
    }

    private static bool IsVisible(ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && member is not IMethodSymbol { AssociatedSymbol: not null };
}
