using System.Reflection;
using System.Text.Json.Serialization;

namespace MigrationGuard.Gate.Machine;

/// <summary>The words of the states, said once: where the state is declared.</summary>
internal static class StateWords
{
    private static readonly Dictionary<Type, string> Words = typeof(ReleaseState)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(derived => derived.DerivedType, derived => (string)derived.TypeDiscriminator!);

    /// <summary>The word of a state.</summary>
    public static string Of(ReleaseState state) => Words[state.GetType()];
}
