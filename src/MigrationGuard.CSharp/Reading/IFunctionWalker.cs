namespace MigrationGuard.CSharp.Reading;

/// <summary>Walks functions that a migration gives to its framework.</summary>
internal interface IFunctionWalker
{
    /// <summary>Walks the body of a function with its first parameter bound to a builder.</summary>
    FunctionBody Open(FunctionValue function);

    /// <summary>Walks the body with its first parameter bound to a connection: what is sent with it are calls of <c>Sql</c>.</summary>
    FunctionBody OpenConnection(FunctionValue function);
}

/// <summary>What a function does with the builder it is given.</summary>
/// <param name="Result">What it returns, such as the anonymous object of <c>table => new { Id = table.Column&lt;int>() }</c> or the chain of <c>x => x.Id</c>; null when nothing.</param>
/// <param name="Calls">The calls on the builder, in order; those of the result too.</param>
internal sealed record FunctionBody(Value? Result, IReadOnlyList<MigrationCall> Calls);
