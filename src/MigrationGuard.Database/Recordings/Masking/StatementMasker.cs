using System.Diagnostics.CodeAnalysis;
using MigrationGuard.Collections;
using MigrationGuard.Manifests;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Recordings.Masking;

/// <summary>Takes the literals out of statements, so that what is left resolves as the statement did.</summary>
internal static class StatementMasker
{
    private static readonly WordSet UtilityCommands = new(
        "ALTER ANALYZE CALL CLUSTER COMMENT COPY CREATE DECLARE DO DROP EXECUTE EXPLAIN GRANT IMPORT LOCK MERGE PREPARE REASSIGN REFRESH REINDEX REVOKE SECURITY TRUNCATE VACUUM");

    /// <summary>Takes them out; never throws.</summary>
    /// <param name="text">One statement, parameters as <c>$1</c>.</param>
    /// <param name="parameters">Its parameters; those that are missing at the end have unknown types.</param>
    /// <param name="result">The statement without literals; without them already, it is the same.</param>
    /// <param name="reason">Why there is none; nothing of the statement stands in it.</param>
    public static bool TryMask(
        string text, EquatableList<ManifestParameter> parameters, [NotNullWhen(true)] out MaskedStatement? result, [NotNullWhen(false)] out string? reason)
    {
        result = null;
        if (!CanonicalSql.TryWrite(text, out var canonical, out _))
        {
            reason = "a text that cannot be read as one statement";
            return false;
        }

        var tokens = new MaskTokens(canonical);
        if (!tokens.AreBalanced)
        {
            reason = "a text with a parenthesis that has no partner";
            return false;
        }

        var plan = new MaskPlan(tokens.Count);
        var all = Padded(parameters, CanonicalSql.HighestParameter(canonical));
        Decide(tokens, plan, all);
        result = plan.Problem is null ? new MaskWriter(tokens, plan, all).Write() : null;
        reason = plan.Problem;
        result = reason is null ? result : null;
        return result is not null;
    }

    private static void Decide(MaskTokens tokens, MaskPlan plan, EquatableList<ManifestParameter> parameters)
    {
        new TypeMarks(tokens, plan).Mark();
        var literals = new LiteralMarks(tokens, plan);
        literals.Mark();
        if (plan.Problem is null && plan.HasMasked && StatementKinds.Of(tokens.Text) == StatementKind.Utility && !tokens.Is(0, "CALL"))
        {
            JudgeUtility(tokens, plan);
        }

        if (plan.Problem is null)
        {
            new ListCollapse(tokens, plan, parameters).Collapse();
            new SharedLiterals(tokens, plan).Share([.. literals.SortedItems, .. GroupedItems.Of(tokens)]);
        }
    }

    private static void JudgeUtility(MaskTokens tokens, MaskPlan plan)
    {
        var options = tokens.Is(0, "COPY") ? OptionsOfCopy(tokens) : -1;
        if (options < 0 || !IsBare(tokens, plan, options))
        {
            plan.Fail($"{(tokens.Is(0, UtilityCommands) ? tokens.Span(0).ToString().ToUpperInvariant() : "a command")} with a literal, which cannot be a parameter");
            return;
        }

        for (var i = options; i < tokens.Count; i++)
        {
            plan.Collapse(i);
        }
    }

    // What the data look like says nothing about the table.
    private static int OptionsOfCopy(MaskTokens tokens)
    {
        for (var i = 1; i < tokens.Count; i++)
        {
            if (tokens.Is(i, "STDIN") || tokens.Is(i, "STDOUT"))
            {
                return i + 1;
            }
        }

        return -1;
    }

    private static bool IsBare(MaskTokens tokens, MaskPlan plan, int end)
    {
        for (var i = 0; i < end; i++)
        {
            if (plan.TypeOf(i) is not null)
            {
                return false;
            }
        }

        return !HasCondition(tokens, end);
    }

    private static bool HasCondition(MaskTokens tokens, int from)
    {
        for (var i = from; i < tokens.Count; i++)
        {
            if (tokens.Is(i, "WHERE"))
            {
                return true;
            }
        }

        return false;
    }

    private static EquatableList<ManifestParameter> Padded(EquatableList<ManifestParameter> parameters, int highest)
        => highest <= parameters.Count ? parameters : (ManifestParameter[])[.. parameters, .. Enumerable.Repeat(new ManifestParameter(null), highest - parameters.Count)];
}
