using MigrationGuard.Guarding;

namespace MigrationGuard.Postgres.Guarding;

/// <summary>The ledger's words for options.</summary>
internal static class GuardWords
{
    public static string? Of(GuardMode? mode) => mode switch { null => null, GuardMode.Enforce => "enforce", _ => "observe" };

    public static string? Of(UnknownPolicy? policy) => policy switch { null => null, UnknownPolicy.Log => "log", _ => "refuse" };

    public static GuardMode Mode(string word) => word == "enforce" ? GuardMode.Enforce : GuardMode.Observe;

    public static UnknownPolicy Unknown(string word) => word == "log" ? UnknownPolicy.Log : UnknownPolicy.Refuse;
}
