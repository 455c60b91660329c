using System.Reflection;

namespace MigrationGuard.Recordings.Listeners;

/// <summary>Reads a property of a library that is not referenced, as fast as the library itself and without boxing.</summary>
internal abstract class Accessor<TTarget, TValue>
    where TTarget : class
{
    /// <summary>The property's value.</summary>
    public abstract TValue Read(TTarget target);

    /// <summary>Of a property whose type is or derives from <typeparamref name="TValue"/>; null where there is no such property.</summary>
    public static Accessor<TTarget, TValue>? Of(Type? type, string property)
        => type?.GetProperty(property, Everything.OfAnInstance) is { GetMethod: not null } found
            && typeof(TTarget).IsAssignableFrom(type) && typeof(TValue).IsAssignableFrom(found.PropertyType) && !found.PropertyType.IsValueType
            ? (Accessor<TTarget, TValue>)Activator.CreateInstance(typeof(Getter<,>).MakeGenericType(typeof(TTarget), typeof(TValue), type, found.PropertyType), found.GetMethod)!
            : null;

    /// <summary>Of the hash of a property's value, whatever its type; null where there is no such property.</summary>
    public static Accessor<TTarget, int>? HashOf(Type? type, string property)
        => type?.GetProperty(property, Everything.OfAnInstance) is { GetMethod: not null } found && typeof(TTarget).IsAssignableFrom(type)
            ? (Accessor<TTarget, int>)Activator.CreateInstance(typeof(Hash<,>).MakeGenericType(typeof(TTarget), typeof(TValue), type, found.PropertyType), found.GetMethod)!
            : null;

    private sealed class Getter<TDeclaring, TProperty>(MethodInfo getter) : Accessor<TTarget, TValue>
        where TDeclaring : class, TTarget
        where TProperty : TValue
    {
        private readonly Func<TDeclaring, TProperty> _getter = getter.CreateDelegate<Func<TDeclaring, TProperty>>();

        public override TValue Read(TTarget target) => _getter((TDeclaring)target);
    }

    private sealed class Hash<TDeclaring, TProperty>(MethodInfo getter) : Accessor<TTarget, int>
        where TDeclaring : class, TTarget
    {
        private readonly Func<TDeclaring, TProperty> _getter = getter.CreateDelegate<Func<TDeclaring, TProperty>>();

        public override int Read(TTarget target) => _getter((TDeclaring)target) is { } value ? EqualityComparer<TProperty>.Default.GetHashCode(value) : 0;
    }
}
