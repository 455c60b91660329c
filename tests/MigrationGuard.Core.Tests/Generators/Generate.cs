using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Tests.Generators;

/// <summary>What every generator needs.</summary>
internal static class Generate
{
    public static Gen<bool> Either { get; } = Gen.Elements(true, false);

    public static Gen<bool> Rarely { get; } = Gen.Elements(true, false, false, false, false);

    public static Gen<T> Pick<T>(params T[] items) => Gen.Elements(items);

    public static Gen<string> Words(string words) => Gen.Elements(words.Split('|'));

    public static Gen<T?> Maybe<T>(Gen<T> value)
        where T : class
        => Gen.Frequency((2, Gen.Constant<T?>(null)), (1, value.Select(T? (given) => given)));

    public static Gen<T?> MaybeValue<T>(Gen<T> value)
        where T : struct
        => Gen.Frequency((2, Gen.Constant<T?>(null)), (1, value.Select(T? (given) => given)));

    public static Gen<EquatableList<T>> List<T>(Gen<T> item, int minimum, int maximum) =>
        from count in Gen.Choose(minimum, maximum)
        from items in item.ArrayOf(count)
        select new EquatableList<T>(items);

    public static Gen<Operation> AnyOf(params Gen<Operation>[] families) => Gen.OneOf(families);

    public static Gen<Operation> Plain<T>(Gen<T> operations)
        where T : Operation
        => operations.Select(Operation (operation) => operation);
}
