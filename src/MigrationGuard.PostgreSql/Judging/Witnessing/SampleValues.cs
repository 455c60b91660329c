using System.Text.RegularExpressions;
using MigrationGuard.Proofs;

namespace MigrationGuard.Postgres.Judging.Witnessing;

/// <summary>Values for the parameters of an INSERT that is executed in an empty database, because its failure shows in no plan.</summary>
internal static partial class SampleValues
{
    /// <summary>Why the failure cannot be shown by executing the statement; null when it can.</summary>
    public static string? WhyNot(StatementProof proof, ProbedStatement probe)
    {
        if (!proof.Differences.Any(difference => difference.Verdict == ProofVerdict.Fail && difference.Reason.Contains("NOT NULL", StringComparison.Ordinal)))
        {
            return "the server accepts the statement; it does something else, which an empty database cannot show";
        }

        return !InsertOfValues().IsMatch(probe.Sql) ? "it fails only when there are rows, which an empty database has not"
            : probe.Types.FirstOrDefault(type => Of(type) is null) is { } unknown ? $"it would have to be executed, and there is no sample value of type {unknown}"
            : null;
    }

    /// <summary>A value of a type as SQL; null for a type of the user's.</summary>
    public static string? Of(string type) => type.EndsWith("[]", StringComparison.Ordinal) ? $"'{{}}'::{type}" : type switch
    {
        "smallint" or "integer" or "bigint" or "numeric" or "real" or "double precision" or "oid" or "money" => "1",
        "text" or "character varying" or "character" or "name" or "\"char\"" or "unknown" => "'x'",
        "boolean" => "true",
        "date" or "timestamp without time zone" or "timestamp with time zone" => "'2000-01-01'",
        "time without time zone" or "time with time zone" => "'00:00'",
        "interval" => "'1 day'",
        "uuid" => "'00000000-0000-0000-0000-000000000001'",
        "json" or "jsonb" => "'{}'",
        "bytea" => "''",
        "inet" or "cidr" => "'127.0.0.1'",
        _ => null,
    };

    [GeneratedRegex(@"^\s*INSERT\b(?!.*\bSELECT\b).*\bVALUES\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex InsertOfValues();
}
