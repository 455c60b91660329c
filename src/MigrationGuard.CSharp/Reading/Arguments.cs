using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading;

/// <summary>The arguments of a call.</summary>
/// <param name="Items">In the order in which they are written.</param>
internal sealed record Arguments(IReadOnlyList<Argument> Items)
{
    /// <summary>No arguments.</summary>
    public static Arguments None { get; } = new([]);

    /// <summary>The number of arguments.</summary>
    public int Count => Items.Count;

    /// <summary>The argument of a parameter: by its name, else by its position among the arguments without names; null when it is not given.</summary>
    public Value? Of(string parameter, int position)
    {
        foreach (var item in Items)
        {
            if (item.Name == parameter)
            {
                return item.Value;
            }
        }

        return position < Items.Count && Items[position].Name is null ? Items[position].Value : null;
    }

    /// <summary>The argument of a parameter that is only ever given by name; null when it is not.</summary>
    public Value? Of(string parameter) => Of(parameter, int.MaxValue);
}

/// <summary>An argument.</summary>
/// <param name="Name">The parameter it names, or null.</param>
/// <param name="Value">Its value.</param>
/// <param name="Expression">As written.</param>
internal sealed record Argument(string? Name, Value Value, ExpressionSyntax Expression);
