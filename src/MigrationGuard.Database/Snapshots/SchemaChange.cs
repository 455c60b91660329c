namespace MigrationGuard.Snapshots;

/// <summary>One difference of two snapshots: an object, or one fact of it.</summary>
public sealed record SchemaChange
{
    /// <summary>What became of it.</summary>
    public required ChangeKind Change { get; init; }

    /// <summary>The object as it is, or as it was when it is gone.</summary>
    public required SchemaObject Subject { get; init; }

    /// <summary>Which fact, e.g. <c>columns</c>, <c>email</c>, <c>type</c>; empty for the whole object.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>The value before as JSON; null where there was none.</summary>
    public string? Old { get; init; }

    /// <summary>The value now as JSON; null where there is none.</summary>
    public string? New { get; init; }

    /// <summary>A sentence, e.g. <c>column public.users.email: type text -> character varying(50)</c>.</summary>
    public override string ToString() => ChangeText.Write(this);
}
