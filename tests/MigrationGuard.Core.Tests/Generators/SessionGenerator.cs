using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>PostgreSQL settings, transaction control and psql commands.</summary>
internal static class SessionGenerator
{
    private static readonly Gen<SetSetting> Setting =
        from scope in Generate.Pick(SettingScope.Session, SettingScope.Transaction)
        from setting in Generate.Pick<(string Name, string? Value)>(
            ("lock_timeout", "5s"), ("statement_timeout", "0"), ("search_path", "app, public"), ("search_path", "\"$user\", public"), ("timezone", "Europe/Berlin"),
            ("app.user_id", "it's 42"), ("check_function_bodies", "off"), ("standard_conforming_strings", "on"), ("work_mem", "64MB"), ("row_security", "off"),
            ("lock_timeout", null), ("search_path", ""), ("application_name", "Release 1"), ("seq_page_cost", "1.5"), ("role", "App Owner"))
        select new SetSetting(setting.Name, setting.Value, scope);

    private static readonly Gen<Operation> Transaction =
        from modes in Generate.Maybe(Generate.Words("ISOLATION LEVEL SERIALIZABLE|READ ONLY"))
        from name in NameGenerator.Object
        from command in Generate.Words("PREPARE TRANSACTION|COMMIT PREPARED|ROLLBACK PREPARED")
        from operation in Generate.Pick<Operation>(
            new BeginTransaction { Modes = modes },
            new CommitTransaction(),
            new RollbackTransaction(),
            new RollbackTransaction { Savepoint = name },
            new SetSavepoint(name),
            new ReleaseSavepoint(name),
            new PreparedTransaction(command, "it's 1"))
        select operation;

    private static readonly Gen<ClientCommand> Command = Generate.Pick("\\echo done", "\\set ON_ERROR_STOP on", "\\timing").Select(text => new ClientCommand(text));

    public static Gen<Operation> Any { get; } =
        Generate.AnyOf(Generate.Plain(Setting), Transaction, Transaction, Generate.Plain(Command));
}
