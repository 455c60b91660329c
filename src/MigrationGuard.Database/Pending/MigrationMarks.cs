using System.Reflection;
using MigrationGuard.Migrations;

namespace MigrationGuard.Pending;

/// <summary>
/// The attributes <c>[Phase]</c> and <c>[AllowFinding]</c> of a migration. Each project has its own internal ones, so they are known by their names. On other
/// methods than those that the runner calls they are for the analyzers: nobody knows here what such a method sends.
/// </summary>
public static class MigrationMarks
{
    private const string Phase = "MigrationGuard.PhaseAttribute";
    private const string AllowFinding = "MigrationGuard.AllowFindingAttribute";

    /// <summary>What they say of a migration, each with a place of its own.</summary>
    /// <param name="type">The class.</param>
    /// <param name="methods">The methods that the runner calls for the direction, such as <c>Up</c>.</param>
    /// <param name="path">What stands for the file in findings.</param>
    public static IEnumerable<Directive> Of(Type type, IReadOnlyCollection<string> methods, string path)
    {
        ArgumentNullException.ThrowIfNull(type);
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var called = type.GetMethods(own).Where(method => methods.Contains(method.Name, StringComparer.Ordinal));
        return type.GetCustomAttributesData().Concat(called.SelectMany(method => method.GetCustomAttributesData()))
            .Select((attribute, at) => Of(attribute, new SourceSpan(path, at, 0, 1, at + 1))).OfType<Directive>();
    }

    private static Directive? Of(CustomAttributeData attribute, SourceSpan place)
    {
        var said = attribute.AttributeType.FullName switch
        {
            Phase when attribute.ConstructorArguments is [var phase] => ("phase", Enum.GetName(phase.ArgumentType, phase.Value!) ?? phase.Value!.ToString()!),
            AllowFinding when attribute.ConstructorArguments is [{ Value: string id }] => ("ignore-file", id + Named(attribute, "Because", " because ") + Named(attribute, "Until", " until ")),
            _ => default((string Verb, string Text)?),
        };
        return said is { } one ? new Directive(one.Verb, one.Text, place, 0) { IsAttribute = true } : null;
    }

    private static string Named(CustomAttributeData attribute, string name, string word)
        => attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value is string text ? word + text : "";
}
