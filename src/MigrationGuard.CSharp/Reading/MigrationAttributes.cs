using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;
using MigrationGuard.CSharp.Reading.Declarations;
using MigrationGuard.Migrations;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Reads the attributes by which frameworks know their migrations.</summary>
/// <param name="knowledge">What the sources declare.</param>
internal sealed class MigrationAttributes(Knowledge knowledge)
{
    /// <summary>Whether an attribute of a migration framework is on the class.</summary>
    public static bool AreOn(SourceType type)
        => type.Parts.Any(static part => part.HasAttribute("Migration") || part.HasAttribute("Profile") || part.HasAttribute("Maintenance") || part.HasAttribute("TimestampedMigration"));

    /// <summary>The migration with what its attributes say; null when none of them makes it one that FluentMigrator runs.</summary>
    public MigrationClass? Apply(MigrationClass migration)
    {
        var marked = migration.Framework == MigrationFramework.EntityFramework;
        var walker = new MigrationWalker(knowledge, migration, Sql.SqlDialect.PostgreSql);
        foreach (var part in migration.Type.Parts)
        {
            foreach (var list in part.Node.AttributeLists)
            {
                foreach (var attribute in list.Attributes)
                {
                    var next = migration.Framework == MigrationFramework.EntityFramework ? EntityFramework(migration, attribute, walker) : Fluent(migration, attribute, walker, part);
                    marked |= next is not null;
                    migration = next ?? migration;
                }
            }
        }

        if (migration.Framework == MigrationFramework.EntityFramework && migration.Id.Version.Length == 0)
        {
            var file = System.IO.Path.GetFileNameWithoutExtension(migration.Main.Tree.FilePath);
            migration = migration with { Id = file is { Length: > 0 } && char.IsDigit(file[0]) ? IdOf(file) : new MigrationId("", migration.Type.Name) };
        }

        return marked ? migration : null;
    }

    private static MigrationClass? EntityFramework(MigrationClass migration, AttributeSyntax attribute, MigrationWalker walker) => (Attributes.NameOf(attribute), attribute.ArgumentList?.Arguments) switch
    {
        ("Migration", [var id, ..]) when Values.Known(walker.Constant(id.Expression)) is { } known => migration with { Id = IdOf(known) },
        _ => null,
    };

    private MigrationClass? Fluent(MigrationClass migration, AttributeSyntax attribute, MigrationWalker walker, TypePart part)
    {
        var name = Attributes.NameOf(attribute);
        var arguments = walker.Constants(attribute.ArgumentList);
        switch (name)
        {
            case "Migration":
                return Versioned(migration, arguments);
            case "TimestampedMigration":
                return Timestamped(migration, arguments);
            case "Profile":
                return migration with { Profile = Values.Known(arguments.Of("profileName", 0)) ?? "?" };
            case "Maintenance":
                return WithBehavior(migration, arguments) with { Maintenance = arguments.Items is [{ Value: MemberValue stage }, ..] ? stage.Member : "?" };
            case "Tags":
                migration.Tags.AddRange(arguments.Items.SelectMany(static item => item.Value is ListValue list ? list.Items : [item.Value]).Select(static value => Values.Known(value)).OfType<string>());
                return null;
            default:
                return Own(migration, name, arguments, walker, part);
        }
    }

    /// <summary>An attribute of the project that derives from the framework's: what it gives to its base.</summary>
    private MigrationClass? Own(MigrationClass migration, string name, Arguments arguments, MigrationWalker walker, TypePart part)
    {
        var type = knowledge.Find(name + "Attribute", 0, part) ?? knowledge.Find(name, 0, part);
        var version = arguments.Items is [{ Value: TextValue { Text: { HasPlaceholders: false, Text: { Length: > 0 } text } } }, ..] && char.IsDigit(text[0]) ? text : "";
        if (type is null)
        {
            // An attribute of another project: its name says what it is, what it makes of its arguments is not known.
            return name.EndsWith("Migration", StringComparison.Ordinal) || DerivesFromFramework(part, name) ? WithBehavior(migration, arguments) with { Id = migration.Id with { Version = version } } : null;
        }

        for (var depth = 0; depth < 8; depth++)
        {
            if (type.Base is not var (written, _))
            {
                return null;
            }

            var given = walker.ToBase(type, arguments);
            switch (Sources.SimpleName(written))
            {
                case "MigrationAttribute" or "Migration":
                    var read = Versioned(WithBehavior(migration, arguments), given ?? Arguments.None);
                    return read.Id.Version.Length == 0 ? read with { Id = migration.Id with { Version = version } } : read;
                case "TimestampedMigrationAttribute" or "TimestampedMigration":
                    return Timestamped(migration, given ?? Arguments.None);
            }

            if (knowledge.BaseOf(type) is not { } next)
            {
                return null;
            }

            (type, arguments) = (next, given ?? Arguments.None);
        }

        return null;
    }

    private bool DerivesFromFramework(TypePart part, string name)
    {
        foreach (var attribute in knowledge.Declared(part)?.GetAttributes() ?? [])
        {
            for (var type = attribute.AttributeClass; type is { TypeKind: not TypeKind.Error }; type = type.BaseType)
            {
                if (type.Name == "MigrationAttribute" && attribute.AttributeClass!.Name.StartsWith(name, StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static MigrationClass Versioned(MigrationClass migration, Arguments arguments) => WithBehavior(migration, arguments) with
    {
        Id = arguments.Of("version", 0) is ConstantValue { Constant: int or long } number ? migration.Id with { Version = Values.Text(number, number.At).Text } : migration.Id,
        Description = Values.Known(arguments.Of("description", 1)) ?? Values.Known(arguments.Of("description", 2)) ?? migration.Description,
        BreakingChange = arguments.Of("BreakingChange") is { } breaking ? Values.Truth(breaking) == true : migration.BreakingChange,
    };

    // Year, month, day, hour, minute and perhaps second, each with all its digits.
    private static MigrationClass Timestamped(MigrationClass migration, Arguments arguments)
    {
        var version = "";
        for (var i = 0; i < 6; i++)
        {
            if (i < arguments.Count && Values.Number(arguments.Items[i].Value) is { } part)
            {
                version += part.ToString(i == 0 ? "0000" : "00", CultureInfo.InvariantCulture);
            }
            else if (i < 5)
            {
                return WithBehavior(migration, arguments);
            }
            else
            {
                version += "00";
            }
        }

        return WithBehavior(migration, arguments) with { Id = migration.Id with { Version = version }, Description = arguments.Items.Select(static item => Values.Known(item.Value)).FirstOrDefault(static text => text is not null) };
    }

    private static MigrationClass WithBehavior(MigrationClass migration, Arguments arguments)
    {
        foreach (var item in arguments.Items)
        {
            if (item.Value is MemberValue { Type: "TransactionBehavior", Member: var behavior })
            {
                return migration with { Transaction = behavior == "None" ? TransactionMode.None : TransactionMode.Single };
            }
        }

        return migration;
    }

    private static MigrationId IdOf(string id)
        => id.IndexOf('_') is var cut and > 0 && id.Substring(0, cut).All(char.IsDigit) ? new MigrationId(id.Substring(0, cut), id.Substring(cut + 1)) : new MigrationId("", id);
}
