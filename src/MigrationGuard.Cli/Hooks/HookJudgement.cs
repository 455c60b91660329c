using System.CommandLine;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Gate.Running;
using MigrationGuard.Servers;

namespace MigrationGuard.Cli.Hooks;

/// <summary>Asks what <c>can-i</c> asks, with the configuration as it is at that moment.</summary>
internal sealed class HookJudgement(ParseResult result, Surroundings surroundings)
{
    /// <summary>The verdict; whatever goes wrong is one, and none that lets anything go on.</summary>
    public async Task<HookVerdict> AskAsync(HookSubject subject, CancellationToken cancellation)
    {
        try
        {
            return await JudgeAsync(subject, cancellation);
        }
        catch (UsageException exception)
        {
            return new(ExitCode.Usage, exception.Message);
        }
        catch (DatabaseException exception)
        {
            return new(DatabaseFailure.Code(exception), DatabaseFailure.Sentence(exception));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(ExitCode.Dependency, $"it could not be asked: {exception.Message}");
        }
    }

    private async Task<HookVerdict> JudgeAsync(HookSubject subject, CancellationToken cancellation)
    {
        await using var context = subject.Question == HookQuestion.Rollback ? ReleaseContext.Back(result, surroundings) : ReleaseContext.Forward(result, surroundings);
        var release = await ReleaseChoice.RequireAsync(context, subject.Release, cancellation);
        if (subject.Version is { } version && version != release.New.Version)
        {
            return new(ExitCode.No, $"{release.Id} is a release of {release.New.Version}, not of {version}") { Release = release.Id };
        }

        var report = subject.Question switch
        {
            HookQuestion.Deploy => await new Deploying(context).CheckAsync(release, cancellation),
            HookQuestion.Contract => await new Contracting(context).CheckAsync(release, cancellation),
            HookQuestion.Rollback => await context.Runner.CanAsync(release.Id, ReleaseQuestion.Rollback, cancellation),
            _ => await context.Runner.CanAsync(release.Id, ReleaseQuestion.Switch, cancellation),
        };
        return new((ExitCode)report.Answer, report.Why) { Release = release.Id, State = report.State?.Word };
    }
}
