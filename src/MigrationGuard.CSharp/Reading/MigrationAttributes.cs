using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;
using MigrationGuard.CSharp.Reading.Declarations;
using MigrationGuard.Migrations;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Reads the attributes of migrations.</summary>
internal static class MigrationAttributes
{
    /// <summary>Whether an attribute of a migration framework is on the class.</summary>
    public static bool AreOn(SourceType type)
        => type.Parts.Any(static part => part.HasAttribute("Migration") || part.HasAttribute("Profile") || part.HasAttribute("Maintenance") || part.HasAttribute("TimestampedMigration"));

    /// <summary>The migration with what its attributes say.</summary>
    public static MigrationClass Apply(MigrationClass migration, Knowledge knowledge)
    {
        foreach (var part in migration.Type.Parts)
        {
            foreach (var list in part.Node.AttributeLists)
            {
                foreach (var attribute in list.Attributes)
                {
                    migration = Apply(migration, attribute, Attributes.NameOf(attribute), knowledge);
                }
            }
        }

        return migration.Framework == MigrationFramework.EntityFramework && migration.Id.Version.Length == 0
            ? migration with { Id = IdOf(System.IO.Path.GetFileNameWithoutExtension(migration.Main.Tree.FilePath) is { Length: > 0 } file && char.IsDigit(file[0]) ? file : migration.Type.Name) }
            : migration;
    }

    private static MigrationClass Apply(MigrationClass migration, AttributeSyntax attribute, string name, Knowledge knowledge)
    {
        var arguments = attribute.ArgumentList?.Arguments ?? default;
        if (name != "Migration" || arguments.Count == 0)
        {
            return migration;
        }

        var walker = new MigrationWalker(knowledge, migration, Sql.SqlDialect.PostgreSql);
        var version = walker.Constant(arguments[0].Expression);
        if (migration.Framework == MigrationFramework.EntityFramework)
        {
            return Values.Known(version) is { } id ? migration with { Id = IdOf(id) } : migration;
        }

        var none = arguments.Any(static argument => argument.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "None" });
        return migration with
        {
            Id = version is ConstantValue { Constant: IFormattable number } ? migration.Id with { Version = number.ToString(null, CultureInfo.InvariantCulture) } : migration.Id,
            Transaction = none ? TransactionMode.None : TransactionMode.Single,
        };
    }

    private static MigrationId IdOf(string id)
        => id.IndexOf('_') is var cut and > 0 && id.Substring(0, cut).All(char.IsDigit) ? new MigrationId(id.Substring(0, cut), id.Substring(cut + 1)) : new MigrationId("", id);
}
