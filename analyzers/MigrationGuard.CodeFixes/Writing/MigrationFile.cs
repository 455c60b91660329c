using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CSharp;

namespace MigrationGuard.CodeFixes.Writing;

/// <summary>Writes new migrations beside the one that they are split off.</summary>
internal static class MigrationFile
{
    /// <summary>What <c>Down</c> does where nothing can be undone and the framework wants one.</summary>
    public const string Refusal = "throw new System.NotSupportedException(\"What this migration takes away cannot be brought back.\");";

    private const string Attributes = "MigrationGuard";

    /// <summary>The white space in front of a statement of a new file.</summary>
    public static string BodyIndent(ClassDeclarationSyntax from)
        => from.FirstAncestorOrSelf<NamespaceDeclarationSyntax>() is null ? "        " : "            ";

    /// <summary>The solution with the migrations, each with the next version behind the newest, in the order of those that they come from.</summary>
    public static async Task<Solution> AddAsync(Solution solution, IReadOnlyList<(DocumentId Document, NewMigration Migration)> added, CancellationToken cancellation)
    {
        var project = solution.GetProject(added[0].Document.ProjectId)!;
        if (await project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation)
        {
            return solution;
        }

        var versions = new Versions(compilation, cancellation);
        var names = new HashSet<string>(compilation.GetSymbolsWithName(static _ => true, SymbolFilter.Type, cancellation).Select(static type => type.Name), StringComparer.Ordinal);
        var marks = compilation.GetTypeByMetadataName("MigrationGuard.PhaseAttribute") is not null;
        foreach (var (from, migration) in added.OrderBy(static item => ClassMarks.VersionOf(item.Migration.From)))
        {
            var name = NameOf(migration, names);
            var version = versions.Next(migration.Style.Framework);
            var document = solution.GetDocument(from)!;
            var text = Write(migration, version, name, marks);
            var file = (char.IsDigit(document.Name[0]) ? version + "_" : "") + name + ".cs";
            var path = document.FilePath is { } old ? old.Substring(0, old.Length - document.Name.Length) + file : null;
            solution = solution.AddDocument(DocumentId.CreateNewId(project.Id), file, SourceText.From(text, Encoding.UTF8), document.Folders, path);
        }

        return solution;
    }

    private static string NameOf(NewMigration migration, HashSet<string> taken)
    {
        var name = migration.From.Identifier.ValueText + migration.Purpose;
        for (var number = 2; !taken.Add(name); number++)
        {
            name = FormattableString.Invariant($"{migration.From.Identifier.ValueText}{migration.Purpose}{number}");
        }

        return name;
    }

    private static string Write(NewMigration migration, string version, string name, bool marks)
    {
        var output = new Lines(migration.Style.NewLine);
        foreach (var space in Usings(migration, marks))
        {
            output.Add($"using {space};");
        }

        output.Add("");
        var block = migration.From.FirstAncestorOrSelf<NamespaceDeclarationSyntax>() is not null;
        if (migration.From.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>() is { } own)
        {
            output.Add($"namespace {own.Name}{(block ? "" : ";")}");
            output.Add(block ? "{" : "");
        }

        Class(output, migration, [.. migration.Notes.Select(static note => "// " + note), .. Head(migration, version, name, marks)]);
        output.Add(block ? "}" : "");
        return output.ToString();
    }

    private static void Class(Lines output, NewMigration migration, IEnumerable<string> head)
    {
        var member = BodyIndent(migration.From).Substring(CodeStyle.Indent.Length);
        var type = member.Substring(CodeStyle.Indent.Length);
        foreach (var line in head.Append("{"))
        {
            output.Add(type + line);
        }

        Method(output, member, Signature(migration, "Up"), migration.Up);
        var down = migration.Down ?? (migration.Style.Framework == MigrationFramework.FluentMigrator ? [Refusal] : null);
        if (down is not null)
        {
            output.Add("");
            Method(output, member, Signature(migration, "Down"), down);
        }

        output.Add(type + "}");
    }

    private static IEnumerable<string> Head(NewMigration migration, string version, string name, bool marks)
    {
        if (migration.Style.Framework == MigrationFramework.EntityFramework)
        {
            yield return $"[DbContext(typeof({migration.Context}))]";
            yield return $"[Migration(\"{version}_{name}\")]";
        }
        else
        {
            yield return migration.Wrapping == Wrapping.None ? $"[Migration({version}, TransactionBehavior.None)]" : $"[Migration({version})]";
        }

        if (migration.IsContract)
        {
            yield return marks ? "[Phase(Phase.Contract)]" : "// migrationguard: phase contract";
        }

        yield return $"public class {name} : Migration";
    }

    private static string Signature(NewMigration migration, string name) => migration.Style.Framework == MigrationFramework.EntityFramework
        ? $"protected override void {name}(MigrationBuilder {migration.Style.Prefix})"
        : $"public override void {name}()";

    private static void Method(Lines output, string indent, string signature, IReadOnlyList<string> statements)
    {
        output.Add(indent + signature);
        output.Add(indent + "{");
        foreach (var statement in statements)
        {
            output.Add(indent + CodeStyle.Indent + statement);
        }

        output.Add(indent + "}");
    }

    private static SortedSet<string> Usings(NewMigration migration, bool marks)
    {
        var usings = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var directive in migration.From.SyntaxTree.GetRoot().DescendantNodes().OfType<UsingDirectiveSyntax>())
        {
            if (directive.Name is { } name && directive.GlobalKeyword == default)
            {
                usings.Add(directive.Alias is { } alias ? $"{alias}{name}" : directive.StaticKeyword == default ? name.ToString() : "static " + name);
            }
        }

        var needed = migration.Style.Framework == MigrationFramework.EntityFramework
            ? new[] { "Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Infrastructure", "Microsoft.EntityFrameworkCore.Migrations" }
            : ["FluentMigrator"];
        usings.UnionWith(needed);
        usings.UnionWith(new[] { migration.Using, migration.IsContract && marks ? Attributes : null }.OfType<string>());
        return usings;
    }

    private sealed class Lines(string newLine)
    {
        private readonly StringBuilder _text = new();

        public void Add(string line) => _text.Append(line).Append(newLine);

        public override string ToString() => _text.ToString().TrimEnd() + newLine;
    }
}
