using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Migrations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Tests.Reading;

/// <summary>Reads migrations from sources of a test, without references unless some are given.</summary>
internal static class Reads
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Preview);

    /// <summary>Files a.cs, b.cs, … as one compilation.</summary>
    public static CSharpCompilation Compilation(params string[] texts)
        => CSharpCompilation.Create("tests", texts.Select((text, i) => CSharpSyntaxTree.ParseText(text, Parse, (char)('a' + i) + ".cs")), [], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>The migrations of files, for PostgreSQL.</summary>
    public static IReadOnlyList<SourceMigration> All(params string[] texts) => All(SqlDialect.PostgreSql, texts);

    /// <summary>The migrations of files.</summary>
    public static IReadOnlyList<SourceMigration> All(SqlDialect dialect, params string[] texts)
        => MigrationSourceReader.Read(Compilation(texts), new ReadOptions(dialect), CancellationToken.None);

    /// <summary>The migrations of files that are compiled with references.</summary>
    public static IReadOnlyList<SourceMigration> All(SqlDialect dialect, IReadOnlyList<MetadataReference> references, params string[] texts)
        => MigrationSourceReader.Read(Compilation(texts).AddReferences(references), new ReadOptions(dialect), CancellationToken.None);

    /// <summary>A FluentMigrator migration with these statements in <c>Up</c>.</summary>
    public static string Fluent(string statements, string members = "")
        => $$"""
            using FluentMigrator;
            [Migration(1)]
            public class M : Migration
            {
                public override void Up()
                {
                    {{statements}}
                }
                public override void Down() { }
                {{members}}
            }
            """;

    /// <summary>An EF Core migration with these statements in <c>Up</c>.</summary>
    public static string EntityFramework(string statements, string members = "")
        => $$"""
            using Microsoft.EntityFrameworkCore.Migrations;
            [Migration("20240131120000_M")]
            public partial class M : Migration
            {
                protected override void Up(MigrationBuilder migrationBuilder)
                {
                    {{statements}}
                }
                {{members}}
            }
            """;

    /// <summary>The calls on the way up of the first migration, a line each: <c>?</c> before a conditional one, <c>*</c> before one in a loop, <c>!</c> before one that cannot be followed.</summary>
    public static string Calls(params string[] texts) => Calls(SqlDialect.PostgreSql, texts);

    /// <summary>The same for a dialect.</summary>
    public static string Calls(SqlDialect dialect, params string[] texts) => Shown(All(dialect, texts).First(migration => migration.Migration.Direction == Direction.Up).Calls);

    /// <summary>Calls, a line each.</summary>
    public static string Shown(IEnumerable<MigrationCall> calls) => string.Join('\n', calls.Select(Shown));

    private static string Shown(MigrationCall call)
        => (call.Fault is null ? "" : "! ") + (call.Conditional ? "?" : "") + (call.InLoop ? "*" : "") + (call.Fault is null ? Shown(call.Chain) : call.Fault);

    private static string Shown(Chain chain) => string.Join('.', chain.Links.Select(link
        => link.Name + (link.TypeArguments.Count == 0 ? "" : $"<{string.Join(", ", link.TypeArguments.Select(type => type.Name))}>") + (link.IsCall ? $"({Shown(link.Arguments)})" : "")));

    private static string Shown(Arguments arguments) => string.Join(", ", arguments.Items.Select(item => (item.Name is null ? "" : item.Name + ": ") + Shown(item.Value)));

    /// <summary>A value in one line.</summary>
    public static string Shown(Value? value) => value switch
    {
        TextValue text => "\"" + text.Text.Text.ReplaceLineEndings("|") + "\"",
        ConstantValue { Constant: null } => "null",
        ConstantValue constant => Convert.ToString(constant.Constant, CultureInfo.InvariantCulture)!,
        MemberValue member => member.Type + "." + member.Member,
        ListValue list => "[" + string.Join(", ", list.Items.Select(Shown)) + "]",
        RowValue row => (row.Type is null ? "" : $"new {row.Type}({Shown(row.Arguments)})") + "{" + string.Join(", ", row.Cells.Select(cell => cell.Key + " = " + Shown(cell.Value))) + "}",
        TypeValue type => "typeof(" + type.Name + ")",
        CallValue call => $"{call.Type}.{call.Member}({Shown(call.Arguments)})",
        FunctionValue => "=>",
        ChainValue chain => "<" + Shown(chain.Chain) + ">",
        RootValue root => "<" + root.Kind + ">",
        UnknownValue unknown => unknown.Placeholder,
        _ => "?",
    };
}
