using System.Globalization;
using MigrationGuard.Operations;
using MigrationGuard.Sql.TSql.Statements;

namespace MigrationGuard.Sql.TSql.Writing;

/// <summary>Writes data types.</summary>
internal static class TypeWriter
{
    public static string Write(DataType type)
    {
        var name = type.Schema is null && TypeReader.IsBuiltIn(type.Name) ? type.Name : TSqlNames.Quote(new ObjectName(type.Schema, type.Name));
        if (type.Modifiers is not null)
        {
            return $"{name}({type.Modifiers})";
        }

        if (type.Arguments.Count == 0)
        {
            return name;
        }

        var arguments = new string[type.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = type.Arguments[i] < 0 ? "max" : type.Arguments[i].ToString(CultureInfo.InvariantCulture);
        }

        return $"{name}({string.Join(", ", arguments)})";
    }
}
