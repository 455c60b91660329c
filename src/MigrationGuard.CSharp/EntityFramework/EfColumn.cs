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
    public static EfColumn Of(EfCall call, string? name = null) => new(name is null ? call.Required("name") : call.Text("name") ?? name)
    {
        ClrType = Plain(call.TypeArgument),
        Type = call.Text("type"),
        Unicode = call.OptionalFlag("unicode"),
        FixedLength = call.OptionalFlag("fixedLength"),
        MaxLength = call.Number("maxLength"),
        Precision = call.Number("precision"),
        Scale = call.Number("scale"),
        RowVersion = call.Flag("rowVersion"),
        Nullable = call.Flag("nullable"),
        Default = Given(call.Value("defaultValue")),
        DefaultSql = call.Text("defaultValueSql"),
        ComputedSql = call.Text("computedColumnSql"),
        Stored = call.OptionalFlag("stored"),
        Comment = call.Text("comment"),
        Collation = call.Text("collation"),
        Annotations = call.Annotations,
    };

    /// <summary>What AlterColumn says of the column before it.</summary>
    public static EfColumn OldOf(EfCall call) => new(call.Required("name"))
    {
        ClrType = call.Value("oldClrType") is TypeValue type ? Plain(type.Name) : Plain(call.TypeArgument),
        Type = call.Text("oldType"),
        Unicode = call.OptionalFlag("oldUnicode"),
        FixedLength = call.OptionalFlag("oldFixedLength"),
        MaxLength = call.Number("oldMaxLength"),
        Precision = call.Number("oldPrecision"),
        Scale = call.Number("oldScale"),
        RowVersion = call.Flag("oldRowVersion"),
        Nullable = call.Flag("oldNullable"),
        Default = Given(call.Value("oldDefaultValue")),
        DefaultSql = call.Text("oldDefaultValueSql"),
        ComputedSql = call.Text("oldComputedColumnSql"),
        Stored = call.OptionalFlag("oldStored"),
        Comment = call.Text("oldComment"),
        Collation = call.Text("oldCollation"),
        Annotations = call.OldAnnotations,
    };

    private static string? Plain(string? type) => type?.TrimEnd('?');

    private static Value? Given(Value? value) => value is ConstantValue { Constant: null } ? null : value;
}
