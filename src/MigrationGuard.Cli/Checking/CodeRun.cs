using MigrationGuard.Checking;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Cli.Sources.CSharp;
using MigrationGuard.Configuration;

namespace MigrationGuard.Cli.Checking;

/// <summary>Checks the C# projects among the arguments of a run.</summary>
/// <param name="request">What the user asks.</param>
/// <param name="surroundings">The process.</param>
/// <param name="input">What the arguments stand for.</param>
internal sealed class CodeRun(CheckRequest request, Surroundings surroundings, InputFiles input)
{
    /// <summary>The settings.</summary>
    public required Settings Settings { get; init; }

    /// <summary>What the state file says that the settings name; null for the nearest one above a project.</summary>
    public StateFile? State { get; init; }

    /// <summary>Judges a history.</summary>
    public required Func<IReadOnlyList<Migrations.Migration>, CheckOptions, CheckedHistory> Judge { get; init; }

    /// <summary>Checks the projects one after the other.</summary>
    public CodeResult Run()
    {
        var projects = new CodeProjects(input, request.BuildConfiguration);
        var results = projects.Find().Select(Check).ToList();
        return CodeResult.Of([.. results, CodeResult.None with { Problems = projects.Problems }]);
    }

    private CodeResult Check(SelectedProject selected)
    {
        var check = new CodeCheck(selected, input, surroundings.Time.GetUtcNow().UtcDateTime.Date)
        {
            Settings = Settings.Check,
            State = State ?? NearestState(selected.Project.Folder),
            Changed = request.GitDiff is { } commit ? GitChanges.Since(commit, selected.Project.Folder) : null,
            Judge = Judge,
        };
        var result = check.Run() with { Problems = [.. selected.Sources.Select(file => file.Problem).OfType<Problem>()] };
        if (result.Migrations.Count > 0)
        {
            Say(selected, check.Note);
        }

        foreach (var (path, call) in check.Inactive())
        {
            surroundings.Say($"{path}({call.Line},{call.Column}): what stands under {call.Directive} is no part of a {request.BuildConfiguration} build and was not judged; --build-configuration chooses another build");
        }

        return result;
    }

    private void Say(SelectedProject selected, string? note)
    {
        foreach (var file in selected.Sources.Where(file => file.Note is not null))
        {
            surroundings.Say($"{file.File.Path}: {file.Note}");
        }

        if (note is not null)
        {
            surroundings.Say(note);
        }
    }

    private StateFile? NearestState(string folder)
        => ProjectReader.Above(folder, StateFile.FileName) is { } path ? UsageException.Of(() => StateFileReader.Read(JsonFile.Read(input.Shown(path), path))) : null;
}
