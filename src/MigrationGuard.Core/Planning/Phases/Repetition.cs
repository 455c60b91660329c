using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Rules;
using MigrationGuard.Schema;
using MigrationGuard.Sql;

namespace MigrationGuard.Planning;

/// <summary>Whether a second run of an UPDATE changes nothing that the first one has changed.</summary>
/// <param name="update">The statement.</param>
/// <param name="assigned">What its columns get, word by word.</param>
/// <param name="table">The table, as it is known.</param>
/// <param name="step">The step.</param>
internal sealed class Repetition(UpdateRows update, Dictionary<string, List<Word>> assigned, Table table, StepContext step)
{
    private static readonly string[] Constants = ["TRUE", "FALSE", "CURRENT_TIMESTAMP", "CURRENT_DATE", "LOCALTIMESTAMP"];
    private static readonly string[] NeverNull = ["now", "clock_timestamp", "gen_random_uuid", "uuid_generate_v4", "random"];

    private SqlSyntax Syntax => step.Database.Syntax;

    /// <summary>Why it may change something; null when it cannot.</summary>
    public string? WhyNot()
    {
        if (update.Where is { } where && (IsVolatile(where) || ReadsTable(Word.Split(where.Text, Syntax))))
        {
            return "a second run would select other rows";
        }

        return SelectsWhatIsLeft() ? null
            : table.Triggers.Count > 0 ? "a second run would fire the triggers of the table again"
            : IsVolatile(update.Assignments) ? "a second run would give other values"
            : Dependent() is { } column ? $"a second run would change {column} again"
            : null;
    }

    /// <summary>The statement with a condition that holds for a row as long as it is not done; null where the rows do not tell.</summary>
    public UpdateRows? Rest => !SelectsWhatIsLeft() ? null
        : assigned.Any(one => IsNeverNull(one.Value)) ? update
        : update with { Where = Recipes.Expression($"({update.Where}) AND ({ValueOf(assigned.Values.First())}) IS NOT NULL") };

    private static string ValueOf(List<Word> words) => words[0].Text.Substring(words[0].Start, words[words.Count - 1].End - words[0].Start);

    // What was NULL gets a value, so that the row is not selected again; alone, also when the value is NULL once more.
    private bool SelectsWhatIsLeft() => update.Where is { } where
        && assigned.Any(one => Condition.ImpliesNull(where.Text, one.Key, Syntax) && (IsNeverNull(one.Value) || (assigned.Count == 1 && table.Triggers.Count == 0)));

    private bool IsVolatile(SqlExpression expression) => step.Database.VolatilityOf(expression, step.Before) is Volatility.Volatile or Volatility.Unknown;

    private string? Dependent()
    {
        foreach (var one in assigned)
        {
            if (ReadsTable(one.Value) || one.Value.Exists(word => word.Is("DEFAULT") || assigned.Keys.Any(column => word.Names(column, Syntax))))
            {
                return one.Key;
            }
        }

        return null;
    }

    // The table itself, or a whole row of it; not the table in front of a column.
    private bool ReadsTable(List<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Names(update.Of.Name, Syntax) && !(i + 2 < words.Count && words[i + 1].Is(".") && words[i + 2].IsName))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsNeverNull(List<Word> words) => words.Count switch
    {
        1 => words[0].Text[words[0].Start] == '\'' || char.IsDigit(words[0].Text[words[0].Start]) || Constants.Any(words[0].Is)
            || table.Columns.Exists(column => column.Nullable == false && words[0].Names(column.Name, Syntax)),
        3 => words[1].Is("(") && words[2].Is(")") && NeverNull.Any(words[0].Is),
        _ => false,
    };
}
