using System.Reflection;

namespace MigrationGuard.Recordings.Listeners;

/// <summary>Reflection over members of any visibility.</summary>
internal static class Everything
{
    /// <summary>Members of instances.</summary>
    public const BindingFlags OfAnInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Members of types.</summary>
    public const BindingFlags OfAType = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The value of a property, looked for in base types too; null where there is none.</summary>
    public static object? Value(object? target, string property)
    {
        for (var type = target?.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetProperty(property, OfAnInstance | BindingFlags.DeclaredOnly) is { GetMethod: not null } found)
            {
                return found.GetValue(target);
            }
        }

        return null;
    }
}
