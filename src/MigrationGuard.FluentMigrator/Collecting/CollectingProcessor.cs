using System.Data;
using System.Reflection;
using FluentMigrator;
using FluentMigrator.Expressions;

namespace MigrationGuard.FluentMigrator.Collecting;

/// <summary>
/// A processor that sends nothing: it takes the SQL that the runner's generator makes of each expression, and knows nothing of the database but its type. A proxy,
/// because the interface has other members in each major version.
/// </summary>
internal class CollectingProcessor : DispatchProxy
{
    private IMigrationProcessor _real = null!;
    private IMigrationGenerator? _generator;
    private Collected _collected = null!;

    public static IMigrationProcessor Create(IMigrationProcessor real, IMigrationGenerator? generator, Collected collected)
    {
        var processor = Create<IMigrationProcessor, CollectingProcessor>();
        var proxy = (CollectingProcessor)(object)processor;
        (proxy._real, proxy._generator, proxy._collected) = (real, generator, collected);
        return processor;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => (targetMethod!.Name, args) switch
    {
        (nameof(IMigrationProcessor.Process), [PerformDBOperationExpression]) => Unseen("what the code does with the connection is not visible here"),
        (nameof(IMigrationProcessor.Process), [IMigrationExpression expression]) => Process(expression),
        (nameof(IMigrationProcessor.Execute), [string sql]) => Take(sql),
        (nameof(IMigrationProcessor.Execute), [string template, object?[] values]) => Take(string.Format(System.Globalization.CultureInfo.InvariantCulture, template, values)),
        (nameof(IDisposable.Dispose), _) => null,
        (nameof(IMigrationProcessor.BeginTransaction) or nameof(IMigrationProcessor.CommitTransaction) or nameof(IMigrationProcessor.RollbackTransaction), _)
            => Unseen("it begins or ends transactions by itself"),
        (var name, _) when name.EndsWith("Exists", StringComparison.Ordinal) => Asked(name, args),
        (_, []) or (_, null) => targetMethod.Invoke(_real, BindingFlags.DoNotWrapExceptions, null, args, null),
        _ => Read(),
    };

    private object? Process(IMigrationExpression expression)
    {
        if (_generator is null)
        {
            return Unseen("the runner has no generator that says what it sends");
        }

        var generate = typeof(IMigrationGenerator).GetMethod(nameof(IMigrationGenerator.Generate), [expression.GetType()]);
        return generate is null
            ? Unseen($"FluentMigrator has nothing to send for {expression.GetType().Name}")
            : Take((string?)generate.Invoke(_generator, BindingFlags.DoNotWrapExceptions, null, [expression], null) ?? "");
    }

    private object? Take(string sql)
    {
        _collected.Send(sql);
        return null;
    }

    private object? Unseen(string reason)
    {
        _collected.Miss(reason);
        return null;
    }

    private bool Asked(string name, object?[]? args)
    {
        _collected.Doubt($"it asks whether {Subject(name, args)} exists while it says what it does; only what it does where nothing exists could be seen");
        return false;
    }

    private DataSet Read()
    {
        _collected.Doubt("it reads the database while it says what it does; only what it does without rows could be seen");
        var nothing = new DataSet();
        nothing.Tables.Add(new DataTable());
        return nothing;
    }

    private static string Subject(string name, object?[]? args)
    {
        var kind = name[..^"Exists".Length];
        var names = string.Join(".", (args ?? []).OfType<string>().Where(part => part.Length > 0));
        return kind.Length == 0 ? "something" : $"the {kind.ToLowerInvariant()} {names}";
    }
}
