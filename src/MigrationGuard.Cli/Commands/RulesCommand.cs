using System.CommandLine;
using System.Text.Json;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Configuration;
using MigrationGuard.Databases;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard rules</c>.</summary>
internal static class RulesCommand
{
    private static readonly Argument<string?> Id = new("ID") { Description = "A rule to explain: its id (MG0101) or name.", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<string> Output =
        CommonOptions.OneOf("--output", new[] { ("text", OutputFormat.Text), ("json", OutputFormat.Json) }, "The form of the result. Default: text.");

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("rules", "Lists the rules, or explains one.") { Id, Output };
        command.SetAction(result => (int)Run(result, surroundings.Output));
        return command;
    }

    private static ExitCode Run(ParseResult result, TextWriter output)
    {
        var id = result.GetValue(Id);
        var json = result.GetValue(Output) == "json";
        IReadOnlyList<RuleInfo> rules = id is null ? [.. RuleCatalog.All.Select(rule => rule.Info)] : [Find(id)];
        if (json)
        {
            JsonText.Write(output, writer => WriteJson(writer, rules));
        }
        else if (id is null)
        {
            WriteTable(rules, output);
        }
        else
        {
            Explain(rules[0], output);
        }

        return ExitCode.Yes;
    }

    private static RuleInfo Find(string id) => RuleCatalog.Find(id)?.Info
        ?? throw new UsageException($"there is no rule {id}; nearest are {Words.List(Nearest.To(id, RuleCatalog.All.SelectMany(rule => new[] { rule.Info.Id, rule.Info.Name }), 3))}");

    private static void WriteTable(IReadOnlyList<RuleInfo> rules, TextWriter output)
    {
        foreach (var rule in rules)
        {
            output.WriteLine($"{rule.Id}  {Names.Of(rule.Severity),-7}  {Describe(rule.Databases),-10}  {rule.Title}");
        }
    }

    private static void Explain(RuleInfo rule, TextWriter output)
    {
        output.WriteLine($"{rule.Id} {rule.Name}: {rule.Title}");
        output.WriteLine();
        output.WriteLine($"When:      {rule.When}");
        output.WriteLine($"Effect:    {rule.EffectInGeneral ?? rule.Effect}");
        output.WriteLine($"Instead:   {rule.InsteadInGeneral ?? rule.Instead}");
        output.WriteLine();
        output.WriteLine($"Severity:  {Names.Of(rule.Severity)} (change it in .editorconfig: dotnet_diagnostic.{rule.Id}.severity = …)");
        output.WriteLine($"Databases: {Describe(rule.Databases)}");
        output.WriteLine($"Page:      {rule.HelpUri}");
        foreach (var source in rule.Sources)
        {
            output.WriteLine($"Source:    {source}");
        }
    }

    private static string Describe(DatabaseKinds kinds) => kinds switch
    {
        DatabaseKinds.PostgreSql => "postgresql",
        DatabaseKinds.SqlServer => "sqlserver",
        _ => "both",
    };

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<RuleInfo> rules)
    {
        json.WriteStartArray();
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            json.WriteString("name", rule.Name);
            json.WriteString("title", rule.Title);
            json.WriteString("severity", Names.Of(rule.Severity));
            json.WriteStartArray("databases");
            foreach (var (word, kind) in SettingWords.Databases)
            {
                if (rule.Databases.HasFlag(kind))
                {
                    json.WriteStringValue(word);
                }
            }

            json.WriteEndArray();
            json.WriteString("when", rule.When);
            json.WriteString("effect", rule.EffectInGeneral ?? rule.Effect);
            json.WriteString("instead", rule.InsteadInGeneral ?? rule.Instead);
            json.WriteStartArray("sources");
            foreach (var source in rule.Sources)
            {
                json.WriteStringValue(source);
            }

            json.WriteEndArray();
            json.WriteString("help", rule.HelpUri);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
