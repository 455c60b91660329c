using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>Create.SecurityLabel and Delete.SecurityLabel of the extensions for PostgreSQL: SQL of PostgreSQL for every database.</summary>
internal static class SecurityLabelCalls
{
    public static bool Create(FluentCall call, Link what) => Read(call, what, "'‹label›'");

    public static bool Delete(FluentCall call, Link what) => Read(call, what, "NULL");

    private static bool Read(FluentCall call, Link what, string label)
    {
        string? kind = null, name = null, column = null, schema = null;
        while (call.Take() is { } link)
        {
            switch (link.Name)
            {
                case "OnColumn" or "FromColumn":
                    (kind, column) = ("COLUMN", Values.Name(link));
                    break;
                case "OnTable" or "FromTable":
                    (kind, name) = (kind ?? "TABLE", Values.Name(link));
                    break;
                case "OnView" or "FromView" or "OnSchema" or "FromSchema" or "OnRole" or "FromRole":
                    (kind, name) = (link.Name.Substring(link.Name.StartsWith("On", StringComparison.Ordinal) ? 2 : 4).ToUpperInvariant(), Values.Name(link));
                    break;
                case "InSchema":
                    schema = Values.Name(link);
                    break;
                case "WithLabel":
                    label = Values.First(link) is { } text && link.Arguments.Items[0].Value is TextValue ? PostgreSqlGenerator.Instance.String(text) : label;
                    break;
                case "For":
                    break;
                default:
                    call.Unknown(link);
                    break;
            }
        }

        if (kind is null || name is null)
        {
            call.Unread("what the security label is for is not said");
            return true;
        }

        string?[] parts = [schema, name, column];
        var target = string.Join(".", parts.Where(static part => part is not null).Select(part => PostgreSqlGenerator.Instance.Quote(part!)));
        var provider = Values.First(what) is { } given ? $" FOR {PostgreSqlGenerator.Instance.Quote(given)}" : "";
        return call.Send(what, $"SECURITY LABEL{provider} ON {kind} {target} IS {label};");
    }
}
