using System.Globalization;
using MigrationGuard.Operations;
using static MigrationGuard.Sql.PostgreSql.NameWriter;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Settings, transaction control and psql commands.</summary>
internal static class SessionWriter
{
    public static string? Write(Operation operation) => operation switch
    {
        SetSetting set => Setting(set),
        BeginTransaction begin => Words("BEGIN", begin.Modes),
        CommitTransaction => "COMMIT",
        RollbackTransaction { Savepoint: null } => "ROLLBACK",
        RollbackTransaction { Savepoint: { } savepoint } => "ROLLBACK TO SAVEPOINT " + Name(savepoint),
        SetSavepoint set => "SAVEPOINT " + Name(set.Name),
        ReleaseSavepoint release => "RELEASE SAVEPOINT " + Name(release.Name),
        PreparedTransaction prepared => $"{prepared.Command} {Literal(prepared.Gid)}",
        ClientCommand command when command.Text.StartsWith("\\", StringComparison.Ordinal) => command.Text,
        _ => null,
    };

    private static string Setting(SetSetting set)
    {
        var name = string.Join(".", set.Name.Split('.').Select(part => part == "all" ? "ALL" : Name(part)));
        return set switch
        {
            { Value: null, Scope: SettingScope.Session } => "RESET " + name,
            { Value: null } => $"SET LOCAL {name} TO DEFAULT",
            { Value: { } role, Name: "role" } => Words("SET", set.Scope == SettingScope.Transaction ? "LOCAL" : null, "ROLE", Name(role)),
            { Value: { } modes, Name: "transaction" or "constraints" } => $"SET {set.Name.ToUpperInvariant()} {modes}",
            { Value: { } modes, Name: "characteristics" } => $"SET SESSION CHARACTERISTICS {modes}",
            { Value: { } value, Scope: SettingScope.Session } => $"SET {name} = {Value(value)}",
            { Value: { } value } => $"SET LOCAL {name} = {Value(value)}",
        };
    }

    private static string Value(string value) => IsNumber(value) || IsWord(value) || IsList(value) ? value : Literal(value);

    private static bool IsNumber(string value) =>
        double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private static bool IsWord(string value) => value is "on" or "true" or "false" || (IsPlain(value) && !IsReserved(value));

    // A list was written as a list: as one string it would be one schema.
    private static bool IsList(string value) =>
        value.IndexOf(',') > 0 && Array.TrueForAll(value.Split(','), item => IsPlain(Unquoted(item.Trim()).ToLowerInvariant()));

    private static string Unquoted(string item) => item.Length > 2 && item[0] == '"' && item[item.Length - 1] == '"'
        ? item.Substring(1, item.Length - 2).Replace('$', '_')
        : item;
}
