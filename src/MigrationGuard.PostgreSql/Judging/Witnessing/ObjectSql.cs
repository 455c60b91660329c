using System.Text.Json;

namespace MigrationGuard.Postgres.Judging.Witnessing;

/// <summary>The statements that create schemas, types, routines, sequences and views from their facts.</summary>
internal static class ObjectSql
{
    /// <summary>A type; null for one that comes with something else: a table's row type, an array, a multirange.</summary>
    /// <exception cref="NotRebuildableException">The type is implemented in C.</exception>
    public static string? Type(CatalogObject type) => type.Sort switch
    {
        "e" => $"CREATE TYPE {type.Identity} AS ENUM ({string.Join(", ", type.Facts.Words("labels").Select(Names.Literal))})",
        "d" => Domain(type),
        "c" => $"CREATE TYPE {type.Identity} AS ({string.Join(", ", Attributes(type))})",
        "r" => type.Facts.TryGetProperty("range", out var range) && range.Word("canonical") is null && range.Word("difference") is null
            ? $"CREATE TYPE {type.Identity} AS RANGE (SUBTYPE = {range.Word("subtype")})"
            : throw new NotRebuildableException($"range type {type.Identity} has functions of its own"),
        "m" => null,
        "b" when type.Facts.Word("element") is not null => null,
        _ => throw new NotRebuildableException($"type {type.Identity} comes from an extension or is implemented in C"),
    };

    /// <summary>A function or procedure.</summary>
    /// <exception cref="NotRebuildableException">It is an aggregate, a window function, in another language, or has defaults.</exception>
    public static string Routine(CatalogObject routine)
    {
        var facts = routine.Facts;
        var language = facts.Word("language");
        if (routine.Sort is not ("f" or "p") || language is not ("sql" or "plpgsql"))
        {
            throw new NotRebuildableException($"{routine.Identity} is {(routine.Sort is "f" or "p" ? "in language " + language : "an aggregate or window function")}");
        }

        if (facts.Word("defaults") is not null)
        {
            throw new NotRebuildableException($"{routine.Identity} has defaults for its arguments");
        }

        var header = $"{(routine.Sort == "p" ? "PROCEDURE" : "FUNCTION")} {Qualified(routine.Identity)}({facts.Word("arguments")})";
        var options = string.Concat(
            routine.Sort == "p" ? "" : $"\n    RETURNS {facts.Word("result")}",
            $"\n    LANGUAGE {language}",
            facts.Word("volatility") switch { "i" => " IMMUTABLE", "s" => " STABLE", _ => "" },
            facts.Is("strict") ? " STRICT" : "",
            facts.Is("security_definer") ? " SECURITY DEFINER" : "");
        var source = facts.Word("source") ?? "";
        return $"CREATE {header}{options}\n{(facts.Is("open") ? "AS " + Names.Dollar(source, "body") : source.TrimStart())}";
    }

    /// <summary>A sequence.</summary>
    public static string Sequence(CatalogObject sequence)
    {
        sequence.Facts.TryGetProperty("sequence", out var facts);
        return $"CREATE SEQUENCE {sequence.Identity} AS {facts.Word("type")} INCREMENT {facts.Word("increment")} MINVALUE {facts.Word("minimum")} MAXVALUE {facts.Word("maximum")} START {facts.Word("start")}";
    }

    /// <summary>A view with its INSTEAD OF triggers; a materialized one without rows.</summary>
    public static IEnumerable<string> View(CatalogObject view)
    {
        view.Facts.TryGetProperty("view", out var facts);
        var definition = (facts.Word("definition") ?? "").TrimEnd().TrimEnd(';');
        var options = view.Facts.Members("options").Select(option => $"{option.Name} = {option.Value.ToString()}").ToList();
        yield return view.Sort == "m" ? $"CREATE MATERIALIZED VIEW {view.Identity} AS\n{definition}\nWITH NO DATA"
            : $"CREATE VIEW {view.Identity}{(options.Count > 0 ? $" WITH ({string.Join(", ", options)})" : "")} AS\n{definition}";
        foreach (var trigger in view.Facts.Members("triggers").Where(trigger => trigger.Value.Word("timing") == "INSTEAD OF" && trigger.Value.Word("when") is null))
        {
            yield return $"CREATE TRIGGER {Names.Quote(trigger.Name)} INSTEAD OF {string.Join(" OR ", trigger.Value.Words("events"))} ON {view.Identity} FOR EACH ROW EXECUTE FUNCTION "
                + $"{Qualified(trigger.Value.Word("function")!)}({string.Join(", ", trigger.Value.Words("arguments").Select(Names.Literal))})";
        }

        foreach (var rule in Rules(view))
        {
            yield return rule;
        }
    }

    /// <summary>The rules of a relation.</summary>
    public static IEnumerable<string> Rules(CatalogObject relation)
        => relation.Facts.Members("rules").Where(rule => rule.Value.Word("enabled") is "O" or "A").Select(rule =>
            $"CREATE RULE {Names.Quote(rule.Name)} AS ON {rule.Value.Word("event")} TO {relation.Identity} {rule.Value.Word("definition")!.TrimEnd(';').Replace("$self", Names.Last(relation.Identity), StringComparison.Ordinal)}");

    /// <summary>The name of a routine without its arguments.</summary>
    public static string Qualified(string identity) => identity[..identity.IndexOf('(', StringComparison.Ordinal)];

    private static string Domain(CatalogObject type)
    {
        var facts = type.Facts;
        var checks = facts.Members("checks").Select(check => $" CONSTRAINT {Names.Quote(check.Name)} CHECK ({check.Value.Word("expression")})");
        return $"CREATE DOMAIN {type.Identity} AS {facts.Word("base")}{(facts.Word("collation") is { } collation and not "default" ? " COLLATE " + collation : "")}"
            + $"{(facts.Word("default") is { } value ? " DEFAULT " + value : "")}{(facts.Is("not_null") ? " NOT NULL" : "")}{string.Concat(checks)}";
    }

    private static IEnumerable<string> Attributes(CatalogObject type)
        => type.Facts.Members("attributes").OrderBy(attribute => int.Parse(attribute.Value.Word("position")!, System.Globalization.CultureInfo.InvariantCulture))
            .Select(attribute => $"{Names.Quote(attribute.Name)} {attribute.Value.Word("type")}");
}
