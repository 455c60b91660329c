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
    private const int DeepestBases = 8;

    // Attributes that are often on classes and never of a framework; without references none of them can be looked up.
    private static readonly HashSet<string> Foreign = new(StringComparer.Ordinal)
    {
        "Obsolete", "ExcludeFromCodeCoverage", "SuppressMessage", "UnconditionalSuppressMessage", "Serializable", "GeneratedCode", "CompilerGenerated", "EditorBrowsable", "CLSCompliant",
        "DebuggerDisplay", "DebuggerNonUserCode", "DebuggerStepThrough", "UsedImplicitly", "PublicAPI", "Description", "DisplayName", "Category", "SupportedOSPlatform", "RequiresUnreferencedCode",
        "Tags", "DbContext", "Phase", "AllowFinding",
    };

    /// <summary>Whether an attribute of a migration framework is on the class.</summary>
    public bool AreOn(SourceType type) => All(type).Any(one => knowledge.Written(one.Attribute.Name, one.Part.Tree).WithoutSuffix().Name is "Migration" or "Profile" or "Maintenance" or "TimestampedMigration");

    private static IEnumerable<(AttributeSyntax Attribute, TypePart Part)> All(SourceType type)
        => type.Parts.SelectMany(static part => part.Node.AttributeLists.SelectMany(static list => list.Attributes).Select(attribute => (attribute, part)));

    /// <summary>The migration with what its attributes say; null when none of them makes it one that FluentMigrator runs.</summary>
    public MigrationClass? Apply(MigrationClass migration)
    {
        var marked = migration.Framework == MigrationFramework.EntityFramework;
        var walker = new MigrationWalker(knowledge, migration, Sql.SqlDialect.PostgreSql);
        foreach (var (attribute, part) in All(migration.Type))
        {
            var next = migration.Framework == MigrationFramework.EntityFramework ? EntityFramework(migration, attribute, walker) : Fluent(migration, attribute, walker, part);
            marked |= next is not null;
            migration = next ?? migration;
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
        var arguments = walker.Constants(attribute.ArgumentList);
        if (OwnType(attribute, part) is { } own)
        {
            return Own(migration, own, arguments, walker);
        }

        var name = knowledge.Written(attribute.Name, part.Tree).WithoutSuffix().Name;
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
                return !Foreign.Contains(name) && DerivesFromFramework(ClassOf(attribute, part)) != false ? Guessed(migration, arguments) : null;
        }
    }

    /// <summary>The class of the sources that an attribute names; one that only has a name of the framework's has to be seen from there.</summary>
    private SourceType? OwnType(AttributeSyntax attribute, TypePart part)
    {
        var written = knowledge.Written(attribute.Name, part.Tree).WithoutSuffix();
        var found = knowledge.Find(written with { Name = written.Name + "Attribute" }, part) ?? knowledge.Find(written, part);
        return found is not null && (written.Name is not ("Migration" or "TimestampedMigration" or "Profile" or "Maintenance" or "Tags") || (IsAttribute(found) && knowledge.IsSeen(found, attribute.Name, part))) ? found : null;
    }

    private static bool IsAttribute(SourceType type) => type.Base is var (written, _) && Sources.SimpleName(written).EndsWith("Attribute", StringComparison.Ordinal);

    /// <summary>An attribute of the project that derives from the framework's: what it gives to its base.</summary>
    private MigrationClass? Own(MigrationClass migration, SourceType type, Arguments arguments, MigrationWalker walker)
    {
        var given = arguments;
        for (var depth = 0; depth < DeepestBases; depth++)
        {
            if (type.Base is not var (written, part))
            {
                return null;
            }

            arguments = walker.ToBase(type, arguments) ?? Arguments.None;
            if (knowledge.BaseOf(type) is { } next)
            {
                type = next;
                continue;
            }

            var read = knowledge.Written(written, part.Tree).WithoutSuffix().Name switch
            {
                "Migration" => Versioned(WithBehavior(migration, given), arguments),
                "TimestampedMigration" => Timestamped(migration, arguments),
                "" or "Attribute" => null,
                _ => DerivesFromFramework(knowledge.Declared(type.First)) != false ? Guessed(migration, given) : null,
            };
            return read is null || read.Id.Version.Length > 0 ? read : read with { Id = Guessed(migration, given).Id };
        }

        return null;
    }

    private INamedTypeSymbol? ClassOf(AttributeSyntax attribute, TypePart part)
        => knowledge.Declared(part)?.GetAttributes().FirstOrDefault(one => one.ApplicationSyntaxReference is { } at && at.SyntaxTree == attribute.SyntaxTree && at.Span == attribute.Span)?.AttributeClass;

    /// <summary>Whether a class is one of the framework's attributes; null when a part of its bases cannot be looked up.</summary>
    private static bool? DerivesFromFramework(INamedTypeSymbol? symbol)
    {
        for (var type = symbol; type is { TypeKind: not TypeKind.Error }; type = type.BaseType)
        {
            if (type.Name == "MigrationAttribute" || type.SpecialType == SpecialType.System_Object)
            {
                return type.Name == "MigrationAttribute";
            }
        }

        return null;
    }

    // What an attribute of another project makes of its arguments is not known, unless there is only one number among them.
    private static MigrationClass Guessed(MigrationClass migration, Arguments arguments)
    {
        Value[] numbers = [.. arguments.Items.Select(static item => item.Value).Where(static value => value is ConstantValue { Constant: int or long })];
        var version = arguments.Items is [{ Value: TextValue { Text: { HasPlaceholders: false, Text: { Length: > 0 } text } } }, ..] && char.IsDigit(text[0]) ? text
            : numbers is [var number] ? Values.Text(number, number.At).Text : "";
        return WithBehavior(migration, arguments) with { Id = migration.Id with { Version = version } };
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
