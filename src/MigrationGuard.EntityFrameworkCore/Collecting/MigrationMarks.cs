using System.Reflection;
using MigrationGuard.Migrations;

namespace MigrationGuard.EntityFrameworkCore.Collecting;

/// <summary>Reads <c>[Phase]</c> and <c>[AllowFinding]</c>. Every project has its own copies of them, so they are told by their names.</summary>
internal static class MigrationMarks
{
    private const string Phase = "MigrationGuard.PhaseAttribute";
    private const string AllowFinding = "MigrationGuard.AllowFindingAttribute";

    /// <summary>What the attributes of a migration and of its method for the direction say.</summary>
    public static IEnumerable<Directive> Of(Type migration, Direction direction, string path)
    {
        var method = migration.GetMethod(direction == Direction.Up ? "Up" : "Down", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
        CustomAttributeData[] marks = [.. CustomAttributeData.GetCustomAttributes(migration), .. method is null ? [] : CustomAttributeData.GetCustomAttributes(method)];
        for (var i = 0; i < marks.Length; i++)
        {
            var mark = marks[i];
            if (mark.AttributeType.FullName == Phase && mark.ConstructorArguments is [var phase, ..])
            {
                yield return Marked("phase", Enum.GetName(phase.ArgumentType, phase.Value!) ?? $"{phase.Value}", path, i);
            }
            else if (mark.AttributeType.FullName == AllowFinding && mark.ConstructorArguments is [var id, ..])
            {
                yield return Marked("ignore-file", $"{id.Value}{Said(mark, "because")}{Said(mark, "until")}", path, i);
            }
        }
    }

    // The place is only there to tell one attribute from another.
    private static Directive Marked(string verb, string rest, string path, int number) => new(verb, rest, new SourceSpan(path, number, 0, 1, number + 1), 0) { IsAttribute = true };

    private static string Said(CustomAttributeData mark, string word)
        => mark.NamedArguments.FirstOrDefault(one => string.Equals(one.MemberName, word, StringComparison.OrdinalIgnoreCase)) is { TypedValue.Value: string text } ? $" {word} {text}" : "";
}
