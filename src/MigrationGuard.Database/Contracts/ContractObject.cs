namespace MigrationGuard.Contracts;

/// <summary>Something that is to be removed.</summary>
/// <param name="Identity">Such as <c>public.users.nickname</c>.</param>
/// <param name="Kind">Such as <c>column</c> or <c>table</c>.</param>
public sealed record ContractObject(string Identity, string Kind)
{
    /// <summary>The table that it is a part of, or its own name.</summary>
    public string Table => string.Equals(Kind, "column", StringComparison.Ordinal) && Identity.LastIndexOf('.') is > 0 and var dot ? Identity[..dot] : Identity;

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {Identity}";
}
