using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;
using MigrationGuard.CSharp.Reading.Declarations;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    /// <summary>A call of a method by its name alone: of this class, its bases, the classes around it, or imported; a local function.</summary>
    private Value CallByName(InvocationExpressionSyntax call, SimpleNameSyntax syntax)
    {
        var name = syntax.Identifier.ValueText;
        _trail.Reach(syntax);
        if (name == "nameof" && call.ArgumentList.Arguments is [{ Expression: var named }])
        {
            return new TextValue(MappedText.Of(LastName(named), call), call);
        }

        if (_scope.Find(name) is { } local)
        {
            var given = Arguments(call.ArgumentList.Arguments);
            return local is FunctionValue function ? Invoke(function, given, call) : UnfollowedDelegate(call, given);
        }

        var arguments = Arguments(call.ArgumentList.Arguments);
        for (var part = _frame.Part; part is not null; part = part.Container)
        {
            var type = _frame.Self is { } self && part == _frame.Part ? self : _knowledge.Whole(part);
            if (MethodOf(type, name, arguments, call) is { } method)
            {
                return Inline(method, call, syntax, arguments, _frame.Self is not null ? Self.Same : Self.None);
            }

            if ((Given(part, name) ?? MemberOfType(type, name, call)) is { } held and not NameValue)
            {
                return held is FunctionValue function ? Invoke(function, arguments, call) : UnfollowedDelegate(call, arguments);
            }
        }

        if (IsMigration && Roots.Contains(name))
        {
            return Begin("", [], LinkOf(syntax, call, arguments), call);
        }

        return ImportedMethod(call, syntax, arguments) ?? Unfollowed(call, arguments);
    }

    private Value? ImportedMethod(InvocationExpressionSyntax call, SimpleNameSyntax syntax, Arguments arguments)
    {
        foreach (var directive in _knowledge.Usings(call.SyntaxTree))
        {
            if (directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword) && directive.Name is { } imported
                && _knowledge.Find(imported, _frame.Part) is { } type && MethodOf(type, syntax.Identifier.ValueText, arguments, call) is { } method)
            {
                return Inline(method, call, syntax, arguments, Self.None);
            }
        }

        return null;
    }

    /// <summary>A call on something.</summary>
    private Value Call(Value receiver, SimpleNameSyntax syntax, InvocationExpressionSyntax call)
    {
        var name = syntax.Identifier.ValueText;
        var arguments = Arguments(call.ArgumentList.Arguments);
        if (receiver is RootValue { Kind: RootKind.Migration })
        {
            return CallOnMigration(receiver, syntax, call, arguments);
        }

        if (receiver is NameValue or MemberValue { IsEnum: false })
        {
            return StaticCall(receiver is NameValue { Name: var simple } ? simple : ((MemberValue)receiver).Member, syntax, call, arguments);
        }

        if (receiver is FunctionValue function && name is "Invoke")
        {
            return Invoke(function, arguments, call);
        }

        if (receiver is RowValue row && InstanceCall(row, syntax, call, arguments) is { } result)
        {
            return result;
        }

        if (Extension(name, receiver, arguments) is { } extension)
        {
            return Inline(extension, call, syntax, new Arguments([new Argument(null, receiver, call), .. arguments.Items]), Self.None);
        }

        return receiver switch
        {
            RootValue { Kind: RootKind.Connection or RootKind.Command or RootKind.Transaction } connection => CallOnConnection(connection, syntax, call, arguments),
            RootValue { Kind: RootKind.Context } => Unfollowed(call, arguments),
            ChainValue { Chain: var chain } => CallOnChain(chain, syntax, call, arguments),
            RootValue => ProviderTest(name, arguments, call) ?? (Value)Begin("", [], LinkOf(syntax, call, arguments), call),
            UnknownValue { IsBuilder: true, IsSaid: true } said => said,
            UnknownValue { IsBuilder: true } => UnfollowedBuilder(call),
            UnknownValue when name is "Invoke" or "DynamicInvoke" => UnfollowedDelegate(call, arguments),
            _ => LibraryCall(receiver, name, arguments, call) ?? (Values.HoldsBuilder(receiver) && !IsOfObject(name) && name is not ("Equals" or "Dispose") ? UnfollowedBuilder(call) : Unfollowed(call, arguments)),
        };
    }

    private Value CallOnChain(Chain chain, SimpleNameSyntax syntax, InvocationExpressionSyntax call, Arguments arguments)
    {
        if (chain.Links is [{ Name: "IfDatabase" }] && syntax.Identifier.ValueText == "Delegate" && arguments.Items is [{ Value: FunctionValue function }])
        {
            var outer = _database;
            _database = chain.First;
            Invoke(function, Reading.Arguments.None, call);
            _database = outer;
            return new ConstantValue(null, call);
        }

        return Extend(chain, LinkOf(syntax, call, arguments), call);
    }

    private Value CallOnMigration(Value receiver, SimpleNameSyntax syntax, InvocationExpressionSyntax call, Arguments arguments)
    {
        var name = syntax.Identifier.ValueText;
        _trail.Reach(syntax);
        var type = receiver.At is BaseExpressionSyntax ? _knowledge.BaseOf(_knowledge.Whole(_frame.Part)) : _migration.Type;
        if (type is not null && MethodOf(type, name, arguments, call) is { } method)
        {
            return Inline(method, call, syntax, arguments, Self.Migration);
        }

        if (Extension(name, receiver, arguments) is { } extension)
        {
            return Inline(extension, call, syntax, new Arguments([new Argument(null, receiver, call), .. arguments.Items]), Self.None);
        }

        return _migration.Framework == MigrationFramework.FluentMigrator && Roots.Contains(name) ? Begin("", [], LinkOf(syntax, call, arguments), call)
            : receiver.At is BaseExpressionSyntax && name is "Up" or "Down" && type is null ? new ConstantValue(null, call)
            : IsOfObject(name) && arguments.Count == 0 ? Unknown(call)
            : UnfollowedBuilder(call);
    }

    private Value StaticCall(string typeName, SimpleNameSyntax syntax, InvocationExpressionSyntax call, Arguments arguments)
    {
        var name = syntax.Identifier.ValueText;
        if (_knowledge.Find(typeName, 0, _frame.Part) is { } type && MethodOf(type, name, arguments, call) is { } method)
        {
            return Inline(method, call, syntax, arguments, Self.None);
        }

        return LibraryCall(typeName, name, arguments, call)
            ?? (Unfollowed(call, arguments) is { IsBuilder: true } fault ? fault : new CallValue(typeName, name, arguments, call));
    }

    /// <summary>The tests of EF Core's providers: <c>migrationBuilder.IsNpgsql()</c>.</summary>
    private ConstantValue? ProviderTest(string name, Arguments arguments, ExpressionSyntax at)
        => arguments.Count > 0 || !name.StartsWith("Is", StringComparison.Ordinal) ? null : name switch
        {
            "IsNpgsql" or "IsPostgreSql" or "IsPostgres" => new ConstantValue(_dialect == Sql.SqlDialect.PostgreSql, at),
            "IsSqlServer" => new ConstantValue(_dialect == Sql.SqlDialect.TSql, at),
            "IsSqlite" or "IsMySql" or "IsOracle" or "IsInMemory" or "IsCosmos" or "IsFirebird" => new ConstantValue(false, at),
            _ => null,
        };

    /// <summary>A call that is not among the sources: it matters when it may be given a builder, or belongs to a base class.</summary>
    private UnknownValue Unfollowed(InvocationExpressionSyntax call, Arguments arguments)
    {
        Escape(arguments, call);
        foreach (var argument in arguments.Items)
        {
            if (Values.HoldsBuilder(argument.Value) && !IsGuard(call))
            {
                return UnfollowedBuilder(call);
            }
        }

        if (IsMigration && call.Expression is SimpleNameSyntax { Identifier.ValueText: var called } && !(IsOfObject(called) && arguments.Count == 0) && _migration.Framework == MigrationFramework.FluentMigrator)
        {
            return UnfollowedBuilder(call);
        }

        return Unknown(call);
    }

    // A function that is not known may have been given a builder where it was made.
    private UnknownValue UnfollowedDelegate(InvocationExpressionSyntax call, Arguments arguments)
    {
        Escape(arguments, call);
        return _apart > 0 ? Unknown(call) : UnfollowedBuilder(call);
    }

    private void Escape(Arguments arguments, SyntaxNode call)
    {
        var harmless = IsHarmless(call);
        foreach (var argument in arguments.Items)
        {
            if (!harmless || argument.Value is FunctionValue)
            {
                Lose(argument.Value, call);
            }
        }
    }

    private static bool IsOfObject(string method) => method is "GetType" or "ToString" or "GetHashCode" or "MemberwiseClone";

    private static bool IsGuard(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ThrowIfNull" or "NotNull" or "AgainstNull" or "ReferenceEquals" };

    private UnknownValue UnfollowedBuilder(InvocationExpressionSyntax call)
    {
        var reason = $"{Sources.CalledName(call)} is not among the sources, what it does cannot be read";
        Fault(call, reason);
        return new UnknownValue(reason, call) { IsBuilder = true, IsSaid = true };
    }

    private static string LastName(ExpressionSyntax named) => named switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => named.ToString(),
    };

    /// <summary>What <c>this</c> is in a method.</summary>
    private enum Self
    {
        /// <summary>Nothing: the method is static.</summary>
        None,

        /// <summary>What it is in the caller.</summary>
        Same,

        /// <summary>The migration.</summary>
        Migration,
    }
}
