using Microsoft.CodeAnalysis;
using MigrationGuard.Checking;
using MigrationGuard.CSharp.EntityFramework;
using MigrationGuard.CSharp.FluentMigrator;
using MigrationGuard.CSharp.Reading.Declarations;
using MigrationGuard.Migrations;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Reads the migrations of a file.</summary>
internal static class TreeReader
{
    private static readonly FluentMigratorReader FluentMigrator = new();

    /// <summary>The migrations, and what they were read with.</summary>
    public static (IReadOnlyList<SourceMigration> Migrations, Dependencies Dependencies) Read(Compilation compilation, SyntaxTree tree, ReadOptions options, CancellationToken cancellation)
    {
        var knowledge = new Knowledge(compilation);
        var read = new List<SourceMigration>();
        foreach (var migration in new MigrationFinder(knowledge).Find(tree))
        {
            cancellation.ThrowIfCancellationRequested();
            read.Add(Read(migration, migration.Up, Direction.Up, knowledge, options));
            if (migration.Down is not null)
            {
                read.Add(Read(migration, migration.Down, Direction.Down, knowledge, options));
            }
        }

        return (read, knowledge.Dependencies());
    }

    private static SourceMigration Read(MigrationClass migration, EntryPoint? entry, Direction direction, Knowledge knowledge, ReadOptions options)
    {
        var script = new MigrationScript(options.Dialect, options.Scripts) { Home = migration.Main.Tree };
        var walker = new MigrationWalker(knowledge, migration, options.Dialect);
        var calls = Walk(walker, entry, script);
        IFrameworkReader reader = migration.Framework == MigrationFramework.FluentMigrator ? FluentMigrator : new EntityFrameworkReader(migration, calls);
        if (entry is null)
        {
            script.Unread(migration.Main.Node, "what it does is not among the sources");
        }

        foreach (var call in calls)
        {
            script.Begin(call);
            if (call.Fault is { } fault)
            {
                script.Unread(call.Chain.Node, fault);
            }
            else
            {
                reader.Read(call, script);
            }
        }

        var read = Migration(migration, direction, script, options, SourceDirectives.Of(migration, direction, script, walker)) with { Known = (reader as EntityFrameworkReader)?.Knowledge(direction, options.Dialect) };
        return new SourceMigration(read, migration.Framework, (Microsoft.CodeAnalysis.CSharp.Syntax.ClassDeclarationSyntax)migration.Main.Node)
        {
            Context = DeclaredContext.Of(migration.Type),
            Files = [.. migration.Type.Parts.Select(static part => part.Tree.FilePath).Distinct(StringComparer.Ordinal)],
            CallsRead = script.Calls.Read,
            CallsUnread = script.Calls.Unread,
            Calls = calls,
            Profile = migration.Profile,
            Maintenance = migration.Maintenance,
            Tags = migration.Tags,
            Description = migration.Description,
            BreakingChange = migration.BreakingChange,
        };
    }

    private static IReadOnlyList<MigrationCall> Walk(MigrationWalker walker, EntryPoint? entry, MigrationScript script)
    {
        try
        {
            return entry is null ? [] : walker.Walk(entry);
        }
        catch (InsufficientExecutionStackException)
        {
            script.Unread(entry!.Method, "it is nested too deeply");
            return [];
        }
    }

    private static Migration Migration(MigrationClass migration, Direction direction, MigrationScript script, ReadOptions options, IReadOnlyList<Directive> directives) => Directives.Apply(new Migration
    {
        Id = migration.Id,
        Path = migration.Main.Tree.FilePath,
        Steps = script.Steps.ToArray(),
        Transaction = options.Transaction ?? script.Transaction ?? migration.Transaction,
        Direction = direction,
        StopsAtErrors = true,
        Source = migration.Framework == MigrationFramework.FluentMigrator ? SourceKind.FluentMigrator : SourceKind.EntityFramework,
        Tags = migration.Tags,
        Directives = (Directive[])[.. directives, .. script.Directives],
        StatementCount = script.Statements,
    });
}
