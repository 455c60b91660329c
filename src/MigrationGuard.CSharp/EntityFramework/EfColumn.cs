using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>A column as a migration describes it.</summary>
internal sealed record EfColumn(string Name)
{
    /// <summary>The CLR type as C# writes it, without <c>?</c>; null when it is not said.</summary>
    public string? ClrType { get; init; }

    /// <summary>The type of the database; null when it follows from the CLR type.</summary>
    public string? Type { get; init; }

    /// <summary>Whether a text is Unicode.</summary>
    public bool? Unicode { get; init; }

    /// <summary>Whether a text has a fixed length.</summary>
    public bool? FixedLength { get; init; }

    /// <summary>The longest value.</summary>
    public long? MaxLength { get; init; }

    /// <summary>Digits.</summary>
    public long? Precision { get; init; }

    /// <summary>Digits behind the point.</summary>
    public long? Scale { get; init; }

    /// <summary>Whether it is the row's version.</summary>
    public bool RowVersion { get; init; }

    /// <summary>Whether NULL is allowed.</summary>
    public bool Nullable { get; init; }

    /// <summary>The default as a C# value; null when there is none.</summary>
    public Value? Default { get; init; }

    /// <summary>The default as SQL.</summary>
    public string? DefaultSql { get; init; }

    /// <summary>The expression of a computed column.</summary>
    public string? ComputedSql { get; init; }

    /// <summary>Whether a computed column is stored.</summary>
    public bool? Stored { get; init; }

    /// <summary>The comment.</summary>
    public string? Comment { get; init; }

    /// <summary>The collation.</summary>
    public string? Collation { get; init; }

    /// <summary>What else the provider wants to know.</summary>
    public EfAnnotations Annotations { get; init; } = EfAnnotations.None;

    /// <summary>Whether it has a default.</summary>
    public bool HasDefault => Default is not null || DefaultSql is not null;

    /// <summary>The column of AddColumn, AlterColumn or table.Column; <paramref name="name"/> when the call does not say one.</summary>
    public static EfColumn Of(EfCall call, string? name = null)
        => Read(call, name is null ? call.Required("name") : call.Text("name") ?? name, static argument => argument) with { ClrType = Plain(call.TypeArgument), Annotations = call.Annotations };

    /// <summary>What AlterColumn says of the column before it.</summary>
    public static EfColumn OldOf(EfCall call)
        => Read(call, call.Required("name"), static argument => "old" + char.ToUpperInvariant(argument[0]) + argument.Substring(1)) with
        {
            ClrType = call.Value("oldClrType") is TypeValue type ? Plain(type.Name) : Plain(call.TypeArgument),
            Annotations = call.OldAnnotations,
        };

    private static EfColumn Read(EfCall call, string name, Func<string, string> argument) => new(name)
    {
        Type = call.Text(argument("type")),
        Unicode = call.OptionalFlag(argument("unicode")),
        FixedLength = call.OptionalFlag(argument("fixedLength")),
        MaxLength = call.Number(argument("maxLength")),
        Precision = call.Number(argument("precision")),
        Scale = call.Number(argument("scale")),
        RowVersion = call.Flag(argument("rowVersion")),
        Nullable = call.Flag(argument("nullable")),
        Default = Given(call.Value(argument("defaultValue"))),
        DefaultSql = call.Text(argument("defaultValueSql")),
        ComputedSql = call.Text(argument("computedColumnSql")),
        Stored = call.OptionalFlag(argument("stored")),
        Comment = call.Text(argument("comment")),
        Collation = call.Text(argument("collation")),
    };

    private static string? Plain(string? type) => type?.TrimEnd('?');

    private static Value? Given(Value? value) => value is ConstantValue { Constant: null } ? null : value;
}
