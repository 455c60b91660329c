using FluentMigrator.Runner.Initialization;
using Microsoft.Extensions.DependencyInjection;
using MigrationGuard.Pending;

namespace MigrationGuard.FluentMigrator.Tests.Scenes;

/// <summary>What a test wants otherwise.</summary>
internal sealed record Setup
{
    public string? Guard { get; init; }

    public string? Runner { get; init; }

    public bool PreviewOnly { get; init; }

    public Action<RunGuardOptions>? Hook { get; init; }

    public Action<RunnerOptions>? Options { get; init; }

    public Action<FixedLoaders>? Loaders { get; init; }

    public Action<IServiceCollection>? Services { get; init; }
}
