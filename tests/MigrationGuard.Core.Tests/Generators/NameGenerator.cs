using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>Names: mostly a few common ones, so that operations meet, sometimes the worst a user can think of.</summary>
internal static class NameGenerator
{
    private static readonly Gen<string> Keyword = Generate.Words(
        "select|from|user|order|table|column|constraint|primary|check|unique|default|null|not|if|only|concurrently|exclude|partition|values|position"
        + "|like|left|time|timestamp|interval|index|type|key|add|alter|drop|rename|set|using|cascade|value|name|date|text|foreign|references|end|begin"
        + "|as|on|to|with|where|include|unlogged|temp|materialized|view|trigger|function|public|role|group|all|array|collate|generated|identity");

    private static readonly Gen<string> Odd = Generate.Pick(
        "Users", "SELECT", "Order Items", "with\"quote", "\"", "it's", "semi;colon", "dash--dash", "slash/*star", "a.b", "1st", "$1", "$$", "dollar$sign", "total$",
        "größe", "表", "naïve Ünïcode", "😀", "new\nline", " lead and trail ", "[brackets]", "]]", "back\\slash", "percent%s", "{0}", "é", "_", "__a1");

    private static readonly Gen<string> Long = Generate.Pick(
        new string('x', 63), new string('y', 64), "ix_" + new string('z', 120), new string('ß', 40), "FK_" + new string('Q', 70));

    private static readonly Gen<string> Random =
        from length in Gen.Choose(1, 12)
        from characters in Gen.Elements("abcxyzABC019_$ \"'-.,;()[]éß".ToCharArray()).ArrayOf(length)
        select new string(characters);

    private static readonly Gen<string> Strange = Gen.Frequency((3, Keyword), (3, Odd), (1, Long), (2, Random));

    public static Gen<string> Table { get; } = Common("users|orders|order_lines|accounts|events|products");

    public static Gen<string> Column { get; } = Common("id|email|username|handle|name|status|created_at|price|user_id|payload|note");

    // Without dots: a T-SQL schema may stand for database and schema, joined by one.
    public static Gen<string> Schema { get; } = Common("app|public|audit|sales").Select(name => name.Replace('.', '_'));

    public static Gen<string> Constraint { get; } = Common("pk_users|fk_orders_users|ck_price|uq_email|users_email_not_null");

    public static Gen<string> Index { get; } = Common("ix_users_email|ix_orders_user_id|ix_events_created_at");

    public static Gen<string> Role { get; } = Common("app_owner|app_reader|reporting");

    public static Gen<string> Object { get; } = Common("touch|order_number|active_users|mood|audit_row|daily");

    public static Gen<ObjectName> TableName { get; } = Qualified(Table);

    public static Gen<ObjectName> IndexName { get; } = Qualified(Index);

    public static Gen<ObjectName> ObjectName { get; } = Qualified(Object);

    public static Gen<EquatableList<string>> Columns { get; } = Generate.List(Column, 1, 3);

    public static Gen<EquatableList<string>> NoColumnsOrSome { get; } = Generate.List(Column, 0, 3);

    private static Gen<string> Common(string words) => Gen.Frequency((4, Generate.Words(words)), (1, Strange));

    private static Gen<ObjectName> Qualified(Gen<string> name) =>
        from schema in Generate.Maybe(Schema)
        from own in name
        select new ObjectName(schema, own);
}
