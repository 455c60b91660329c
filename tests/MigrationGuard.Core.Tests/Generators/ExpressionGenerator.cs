using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>Expressions as they stand in real migrations, with what the lexer sees in them.</summary>
internal static class ExpressionGenerator
{
    public static Gen<SqlExpression> Default { get; } = Generate.Pick(
        Literal("0"), Literal("-1"), Literal("1.5"), Literal("'it''s'"), Literal("''"), Literal("'new'::text"), Literal("'{}'::jsonb"), Literal("TRUE"),
        Literal("false"), Literal("'-- no comment'"), Literal("'/* nor this */'"), Literal("E'tab\\tquote\\''"), Literal("$$dollar$$"), Literal("('a')"),
        Literal("interval '1 day'"), Null("NULL"), Null("NULL::character varying"), Calls("now()", "now"), Calls("CURRENT_TIMESTAMP", "current_timestamp"),
        Calls("gen_random_uuid()", "gen_random_uuid"), Calls("nextval('app.users_id_seq'::regclass)", "nextval"), Calls("ARRAY[]::text[]"),
        Calls("(1 + 2) * 3"), Calls("timezone('utc', now())", "timezone", "now"), Calls("(random() < 0.5)", "random"),
        Calls("app.next_id()", "app.next_id"), Calls("COALESCE(current_setting('app.tenant', true), 'none')", "coalesce", "current_setting"),
        Calls("(date_trunc('month'::text, now()) + '1 mon'::interval)", "date_trunc", "now"));

    public static Gen<SqlExpression> Condition { get; } = Generate.Pick(
        Names("price > 0", "price"), Names("email IS NOT NULL", "email"), Names("(email IS NULL) <> (handle IS NULL)", "email", "handle"),
        Names("status IN ('new', 'paid', 'it''s')", "status"), Names("length(name) <= 200", "name"), Names("name ~ '^[a-z]+;$'", "name"),
        Names("\"Mixed\" = 'x;y'", "Mixed"), Names("starts_at < ends_at AND NOT deleted", "starts_at", "ends_at", "deleted"),
        Names("price > 0\n    AND (status <> 'void' OR note IS NOT NULL)", "price", "status", "note"), Names("jsonb_typeof(payload) = 'object'", "payload"),
        Names("CASE WHEN status = 'x' THEN note IS NOT NULL ELSE true END", "status", "note"), Names("price BETWEEN 1 AND 10", "price"),
        Names("payload @> '{\"a\": 1}'::jsonb", "payload"), Names("payload ? 'key'", "payload"), Names("status::text = ANY (ARRAY['a', 'b'])", "status"));

    public static Gen<SqlExpression> Computed { get; } = Generate.Pick(
        Names("price * 2", "price"), Names("lower(email)", "email"), Names("to_tsvector('english'::regconfig, note)", "note"),
        Names("(payload ->> 'name')::text", "payload"), Names("COALESCE(name, '') || ' ' || COALESCE(note, '')", "name", "note"));

    public static Gen<SqlExpression> IndexKey { get; } = Generate.Pick(
        Names("lower(email)", "email"), Names("(payload ->> 'kind')", "payload"), Names("(price * 2)", "price"),
        Names("date_trunc('day', created_at)", "created_at"), Names("((a || ' ') || b)", "a", "b"));

    public static Gen<SqlExpression> Cast { get; } = Generate.Pick(
        Names("price::integer", "price"), Names("to_timestamp(created_at)", "created_at"), Names("NULLIF(trim(note), '')::bigint", "note"),
        Names("CASE status WHEN 'a' THEN 1 ELSE 2 END", "status"));

    /// <summary>An expression of which nothing but the text matters.</summary>
    public static SqlExpression Text(string text) => new(text, ExpressionKind.Other, [], []);

    private static SqlExpression Literal(string text) => new(text, ExpressionKind.Literal, [], []);

    private static SqlExpression Null(string text) => new(text, ExpressionKind.Null, [], []);

    private static SqlExpression Calls(string text, params string[] functions) => new(text, ExpressionKind.Other, functions, []);

    private static SqlExpression Names(string text, params string[] identifiers) => new(text, ExpressionKind.Other, [], identifiers);
}
