using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Reading.Declarations;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    /// <summary>The types of the frameworks that migrations name; they hold no constants that would have to be asked for.</summary>
    private static readonly HashSet<string> FrameworkTypes = new(StringComparer.Ordinal)
    {
        "SystemMethods", "Rule", "DbType", "ReferentialAction", "NpgsqlValueGenerationStrategy", "SqlServerValueGenerationStrategy", "MigrationStage", "TransactionBehavior",
        "PostgresGenerationType", "Guid", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "RawSql", "Environment", "StringComparison", "CultureInfo",
    };

    private readonly HashSet<SyntaxNode> _open = [];
    private readonly Dictionary<SyntaxNode, Value> _held = [];

    private Value Name(SimpleNameSyntax syntax)
    {
        var name = syntax.Identifier.ValueText;
        _trail.Reach(syntax);
        if (_scope.Find(name) is { } local)
        {
            // What a name stands for in a text is the name, unless an expression says more.
            return local is UnknownValue { At: not ExpressionSyntax } unknown ? unknown with { At = syntax } : local is TypeValue ? new NameValue(((TypeValue)local).Name, syntax) : local;
        }

        if (_frame is { Instance: { } row, Self: { } type })
        {
            if (row.Now is not RowValue now)
            {
                return row.Now;
            }

            if ((Initialized(now, name) ?? GivenTo(now, type, name)) is { } given)
            {
                return given;
            }
        }

        for (var part = _frame.Part; part is not null; part = part.Container)
        {
            if (MemberOfType(_frame.Self is { } self && part == _frame.Part ? self : _knowledge.Whole(part), name, syntax) is { } member)
            {
                return member;
            }
        }

        if (IsMigration && Roots.Contains(name))
        {
            return Begin("", [], LinkOf(syntax, syntax, null), syntax);
        }

        if (IsMigration && name == "Context")
        {
            return new RootValue(RootKind.Context, syntax);
        }

        return Imported(name, syntax) ?? (name.Length > 0 && char.IsUpper(name[0]) ? new NameValue(name, syntax) : Unknown(syntax));
    }

    /// <summary>Whether the members of FluentMigrator's base class can be used by their names.</summary>
    private bool IsMigration => _migration.Framework == MigrationFramework.FluentMigrator && _frame.Self is not null && _frame.Instance is null;

    /// <summary>A member of the migration's class, an own one or a root of the framework.</summary>
    private Value MemberOfMigration(SimpleNameSyntax name, bool fromBase, ExpressionSyntax at)
    {
        var member = name.Identifier.ValueText;
        _trail.Reach(name);
        var type = fromBase ? _knowledge.BaseOf(_knowledge.Whole(_frame.Part)) : _migration.Type;
        if (type is not null && MemberOfType(type, member, at) is { } own)
        {
            return own;
        }

        return _migration.Framework == MigrationFramework.FluentMigrator && Roots.Contains(member)
            ? Begin("", [], LinkOf(name, at, null), at)
            : member == "Context" ? new RootValue(RootKind.Context, at) : Unknown(at);
    }

    private Value? Imported(string name, ExpressionSyntax at)
    {
        foreach (var directive in _knowledge.Usings(at.SyntaxTree))
        {
            if (directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword) && directive.Name is { } imported
                && _knowledge.Find(imported, _frame.Part) is { } type && MemberOfType(type, name, at) is { } member)
            {
                return member;
            }
        }

        return null;
    }

    private Value StaticMember(string typeName, SyntaxNode qualifier, string member, ExpressionSyntax at)
    {
        if (_knowledge.Find(typeName, 0, _frame.Part) is { } type)
        {
            if (MemberOfType(type, member, at) is { } value)
            {
                return value;
            }
        }

        return (typeName, member) switch
        {
            ("string" or "String", "Empty") => new TextValue(MappedText.Of("", at), at),
            ("int" or "Int32", "MaxValue") => new ConstantValue(int.MaxValue, at),
            ("int" or "Int32", "MinValue") => new ConstantValue(int.MinValue, at),
            ("long" or "Int64", "MaxValue") => new ConstantValue(long.MaxValue, at),
            ("short" or "Int16", "MaxValue") => new ConstantValue((int)short.MaxValue, at),
            ("byte" or "Byte", "MaxValue") => new ConstantValue((int)byte.MaxValue, at),
            ("Environment", "NewLine") => new TextValue(MappedText.Of("\n", at), at),
            _ => new MemberValue(typeName, member, at),
        };
    }

    /// <summary>A member of a type of the sources, inherited ones too; null when it has none of that name.</summary>
    private Value? MemberOfType(SourceType type, string name, ExpressionSyntax at)
    {
        var current = type;
        for (var depth = 0; current is not null && depth < DeepestCalls * 2; depth++)
        {
            foreach (var part in current.Parts)
            {
                foreach (var member in part.Members(name))
                {
                    if (member is not MethodDeclarationSyntax)
                    {
                        return MemberValueOf(member, part, at);
                    }

                    return new NameValue(name, at) { MethodsOf = current };
                }
            }

            current = _knowledge.BaseOf(current);
        }

        return null;
    }

    private Value MemberValueOf(SyntaxNode member, TypePart part, ExpressionSyntax at)
    {
        if (member is EnumMemberDeclarationSyntax item)
        {
            return new MemberValue(part.Name, item.Identifier.ValueText, at) { IsEnum = true, Number = NumberOf(item, part) };
        }

        if (_held.TryGetValue(member, out var held) || _kept?.TryGetValue(member, out held) == true)
        {
            return held;
        }

        var value = member switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var initial, Parent.Parent: FieldDeclarationSyntax field } variable when IsFixed(field, variable, part) => initial,
            PropertyDeclarationSyntax { ExpressionBody.Expression: var body } => body,
            PropertyDeclarationSyntax { Initializer.Value: var initial, AccessorList: { } accessors } property
                when accessors.Accessors.All(static accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration)) && !Constructs(part, property.Identifier.ValueText) => initial,
            _ => null,
        };
        var getter = value is null && member is PropertyDeclarationSyntax computed ? Accessor(computed, SyntaxKind.GetAccessorDeclaration) : null;
        value ??= getter?.ExpressionBody?.Expression ?? (getter?.Body?.Statements is [ReturnStatementSyntax { Expression: { } only }] ? only : null);
        if ((value is null && getter?.Body is null) || !_open.Add(member))
        {
            return Unknown(at) with { IsBuilder = IsOfBuilder(member) };
        }

        try
        {
            return value is null ? Elsewhere(part, () => Run(new Frame(part, _frame.Self, _frame) { Method = getter, Instance = _frame.Instance }, new Scope(null), getter!.Body, null, at))
                : Hold(member, part, Elsewhere(part, () => Evaluate(value)), at);
        }
        finally
        {
            _open.Remove(member);
        }
    }

    /// <summary>What a field keeps for the whole walk, so that who changes it changes it for all.</summary>
    private Value Hold(SyntaxNode member, TypePart part, Value value, ExpressionSyntax at)
    {
        if (value is not ObjectValue || member is not VariableDeclaratorSyntax { Identifier.ValueText: var name })
        {
            return value;
        }

        var known = !IsTouched(part, name);
        if (!known)
        {
            LoseParts(value, at);
        }

        Value kept = known ? value : new UnknownValue($"{name} may be changed elsewhere", at) { IsBuilder = HoldsBuilder(value) };
        if (_frame.Instance is null)
        {
            _held[member] = kept;
        }

        return kept;
    }

    private bool IsTouched(TypePart part, string name)
    {
        if (part.Changes(name).Touches(name) || part.Constructed.Touches(name))
        {
            return true;
        }

        SourceType? current = _migration.Type;
        for (var depth = 0; current is not null && depth < DeepestCalls * 2; depth++)
        {
            foreach (var other in current.Parts)
            {
                if (other.Constructed.Touches(name))
                {
                    return true;
                }
            }

            current = _knowledge.BaseOf(current);
        }

        return false;
    }

    private bool Constructs(TypePart part, string name)
    {
        foreach (var other in part.Node.Modifiers.Any(SyntaxKind.PartialKeyword) ? _knowledge.Whole(part).Parts : [part])
        {
            if (other.Constructed.Assigns(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Evaluates in the scope of a member of a type.</summary>
    private T Elsewhere<T>(TypePart part, Func<T> evaluate)
    {
        var (frame, scope) = (_frame, _scope);
        _frame = new Frame(part, frame.Self is { } self && part.FullName != self.First.FullName && !Inherits(self, part) ? null : frame.Self, frame) { Instance = frame.Instance };
        _scope = new Scope(null);
        try
        {
            return evaluate();
        }
        finally
        {
            (_frame, _scope) = (frame, scope);
        }
    }

    private bool Inherits(SourceType type, TypePart part)
    {
        SourceType? current = type;
        for (var depth = 0; current is not null && depth < DeepestCalls * 2; depth++)
        {
            if (current.First.FullName == part.FullName)
            {
                return true;
            }

            current = _knowledge.BaseOf(current);
        }

        return false;
    }

    /// <summary>Whether a field keeps the value it begins with.</summary>
    private bool IsFixed(FieldDeclarationSyntax field, VariableDeclaratorSyntax variable, TypePart part)
    {
        var (name, modifiers) = (variable.Identifier.ValueText, field.Modifiers);
        if (modifiers.Any(SyntaxKind.ConstKeyword))
        {
            return true;
        }

        return modifiers.Any(SyntaxKind.ReadOnlyKeyword)
            ? !Constructs(part, name)
            : !modifiers.Any(SyntaxKind.PublicKeyword) && !modifiers.Any(SyntaxKind.InternalKeyword) && !modifiers.Any(SyntaxKind.ProtectedKeyword)
                && !part.Node.Modifiers.Any(SyntaxKind.PartialKeyword) && !part.Changes(name).Assigns(name);
    }

    private object? NumberOf(EnumMemberDeclarationSyntax item, TypePart part)
    {
        if (item.EqualsValue is { Value: var value })
        {
            return Elsewhere(part, () => Evaluate(value)) is ConstantValue { Constant: var constant } ? constant : null;
        }

        var before = 0;
        foreach (var member in ((EnumDeclarationSyntax)part.Node).Members)
        {
            if (member == item)
            {
                return before;
            }

            before = member.EqualsValue is null ? before + 1 : Elsewhere(part, () => Evaluate(member.EqualsValue.Value)) is ConstantValue { Constant: int number } ? number + 1 : before + 1;
        }

        return null;
    }

    /// <summary>A member of a type that is not among the sources: a constant of a reference, else it stays a name.</summary>
    private Value Known(MemberValue member, ExpressionSyntax at)
    {
        if (member.IsEnum || member.At != at || FrameworkTypes.Contains(member.Type) || at.SyntaxTree is not { } tree)
        {
            return member;
        }

        var constant = _knowledge.Constant(at, tree);
        return constant is { HasValue: true, Value: var value } ? Values.Of(value, at) : member;
    }
}
