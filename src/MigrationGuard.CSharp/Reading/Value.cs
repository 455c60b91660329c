using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Reading.Declarations;

namespace MigrationGuard.CSharp.Reading;

/// <summary>What an expression of a migration stands for, as far as that can be told without running it.</summary>
/// <param name="At">The expression.</param>
internal abstract record Value(SyntaxNode At);

/// <summary>A value that can be changed after it was made: whoever keeps it sees the change.</summary>
/// <param name="At">The expression.</param>
internal abstract record ObjectValue(SyntaxNode At) : Value(At)
{
    private Slot? _slot;

    /// <summary>What it is by now.</summary>
    public Value Now => _slot?.Value ?? this;

    /// <summary>What everybody who keeps it shares; copies made by <c>with</c> behind this share it too.</summary>
    public Slot Slot => _slot ??= new Slot(null, this);

    /// <summary>Whether both are states of one object.</summary>
    public bool IsSame(ObjectValue other) => ReferenceEquals(this, other) || (_slot is not null && _slot == other._slot);
}

/// <summary>null, true, false, a character or a number, in its own type.</summary>
internal sealed record ConstantValue(object? Constant, SyntaxNode At) : Value(At);

/// <summary>A string.</summary>
internal sealed record TextValue(MappedText Text, SyntaxNode At) : Value(At);

/// <summary>A named member of a type: an enum member or a static field that is no constant (<c>SystemMethods.NewGuid</c>, <c>Rule.Cascade</c>).</summary>
/// <param name="Type">The simple name of the type, as written.</param>
/// <param name="Member">The member.</param>
/// <param name="At">The expression.</param>
internal sealed record MemberValue(string Type, string Member, SyntaxNode At) : Value(At)
{
    /// <summary>Whether it is known to be a member of an enumeration.</summary>
    public bool IsEnum { get; init; }

    /// <summary>The number behind a member of an enumeration of the sources; null when it is not known.</summary>
    public object? Number { get; init; }
}

/// <summary>An array or other collection whose items are written out.</summary>
internal sealed record ListValue(IReadOnlyList<Value> Items, SyntaxNode At) : ObjectValue(At)
{
    /// <summary>Whether it holds nothing twice.</summary>
    public bool IsSet { get; init; }
}

/// <summary>An anonymous object, an object or dictionary initializer: names with values, in order.</summary>
internal sealed record RowValue(IReadOnlyList<KeyValuePair<string, Value>> Cells, SyntaxNode At) : ObjectValue(At)
{
    /// <summary>The simple name of the type that is created; null for an anonymous one.</summary>
    public string? Type { get; init; }

    /// <summary>The arguments of the constructor.</summary>
    public Arguments Arguments { get; init; } = Arguments.None;

    /// <summary>Whether it is a tuple.</summary>
    public bool IsTuple { get; init; }

    /// <summary>The type that is created, as written; null when it is not said.</summary>
    public TypeSyntax? TypeSyntax { get; init; }
}

/// <summary>A type, as in <c>typeof(int)</c> or a type argument; <paramref name="Name"/> as C# writes it: <c>int</c>, <c>DateTime</c>, <c>byte[]</c>.</summary>
internal sealed record TypeValue(string Name, SyntaxNode At) : Value(At);

/// <summary>The result of a static method that is not followed, with its arguments: <c>RawSql.Insert("now()")</c>.</summary>
/// <param name="Type">The simple name of the type, as written.</param>
/// <param name="Member">The method.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="At">The call.</param>
internal sealed record CallValue(string Type, string Member, Arguments Arguments, SyntaxNode At) : Value(At);

/// <summary>A lambda or local function, with what its free names stand for.</summary>
internal sealed record FunctionValue(SyntaxNode Function, Scope Scope) : Value(Function)
{
    /// <summary>The declaration that holds it; null for the one that is walked.</summary>
    public TypePart? Part { get; init; }

    /// <summary>The class of its <c>this</c>; null where there is none.</summary>
    public SourceType? Self { get; init; }

    /// <summary>The object of its <c>this</c>, when that is not the migration.</summary>
    public RowValue? Instance { get; init; }

    /// <summary>Walks the body.</summary>
    public required IFunctionWalker Walker { get; init; }

    /// <summary>Walks the body with the first parameter bound to a builder that begins a chain: what it returns, and the calls it makes.</summary>
    public FunctionBody Open() => Walker.Open(this);

    /// <summary>Walks the body with the first parameter bound to a connection: the calls are the SQL that is sent.</summary>
    public FunctionBody OpenConnection() => Walker.OpenConnection(this);
}

/// <summary>A builder or migration that calls begin with: a parameter of the framework's type, or <c>this</c>.</summary>
internal sealed record RootValue(RootKind Kind, SyntaxNode At) : Value(At)
{
    /// <summary>Whether it may be null instead: <c>this as T</c>.</summary>
    public bool MayBeNull { get; init; }
}

/// <summary>A name that stands for a type or namespace.</summary>
internal sealed record NameValue(string Name, SyntaxNode At) : Value(At)
{
    /// <summary>The type of the sources that has methods of that name, when it stands for those.</summary>
    public SourceType? MethodsOf { get; init; }
}

/// <summary>A call chain that was kept in a variable; calls on the variable go on with it.</summary>
internal sealed record ChainValue(Chain Chain) : Value(Chain.Node);

/// <summary>Something that is known only at run time.</summary>
/// <param name="Reason">Why, for people, without a full stop.</param>
/// <param name="At">The expression.</param>
internal sealed record UnknownValue(string Reason, SyntaxNode At) : Value(At)
{
    /// <summary>Whether it may be a builder, so that calls on it change the schema.</summary>
    public bool IsBuilder { get; init; }

    /// <summary>Whether the call that gave it is reported as one that cannot be followed, so that calls on it need not be.</summary>
    public bool IsSaid { get; init; }

    /// <summary>What stands for it inside of a name.</summary>
    public string Placeholder => Operations.ObjectName.Placeholder(At is ExpressionSyntax ? Shorten(At.ToString()) : "?");

    internal static string Shorten(string text) => text.Length <= 40 ? text : text.Substring(0, 40);
}
