using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>IfDatabase.</summary>
internal static class ConditionCalls
{
    /// <summary>Reads the condition and says whether what stands behind it is for this database.</summary>
    public static bool Enter(FluentCall fluent)
    {
        var link = fluent.Take()!;
        var names = NamesOf(link);
        var branch = link.Arguments.Count == 1 && link.Arguments.Items[0].Value is FunctionValue function
            ? DatabaseNames.Of(type => NamePredicate.Holds(function, type), fluent.Script.Dialect)
            : names is null ? new DatabaseNames.Branch(null, null)
            : DatabaseNames.Of(names, fluent.Script.Dialect);
        if (branch.KnownAs is not null)
        {
            var shown = names?.ToArray() ?? new[] { link.Arguments.Items[0].Expression.ToString() };
            Say(link, new DatabaseCondition(shown) { KnownAs = branch.KnownAs, Registration = DatabaseNames.RegistrationOf(fluent.Script.Dialect) }, fluent.Script);
        }

        if (branch.Runs is null)
        {
            fluent.Script.Doubt();
        }

        if (branch.Runs != false && fluent.Is("Delegate"))
        {
            fluent.Unread("what the delegate does is not visible here");
            return false;
        }

        return branch.Runs != false;
    }

    // A delegate's calls have its condition in front of every one of them.
    private static void Say(Link link, DatabaseCondition condition, MigrationScript script)
    {
        if (!script.Steps.Any(step => step.Operation.Equals(condition) && step.Span.Start == link.Span.Start))
        {
            script.Add(link, condition);
        }
    }

    /// <summary>The names; null when not all of them are known.</summary>
    private static List<string>? NamesOf(Link link)
    {
        var names = new List<string>();
        foreach (var value in link.Arguments.Items.SelectMany(static item => item.Value is ListValue list ? list.Items : [item.Value]))
        {
            if (DatabaseNames.Of(value) is not { } name)
            {
                return null;
            }

            names.Add(name);
        }

        return names;
    }
}
