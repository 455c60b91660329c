using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Configuration;

namespace MigrationGuard.Cli.Releases;

/// <summary>Puts a state file where a user wants it.</summary>
/// <param name="file">The file, or <c>-</c> for standard output.</param>
/// <param name="surroundings">Where the tool runs.</param>
internal sealed class StateExport(string file, Surroundings surroundings)
{
    private string Target => Path.GetFullPath(file, surroundings.Directory);

    private bool ToOutput => file == "-";

    /// <summary>The newest released migration that the file says already.</summary>
    /// <exception cref="UsageException">The file is there and is no state file.</exception>
    public string? LastReleasedBefore()
    {
        if (ToOutput || !File.Exists(Target))
        {
            return null;
        }

        var json = JsonFile.Read(file, Target);
        return UsageException.Of(() => StateFileReader.Read(json)).LastReleased?.Value;
    }

    /// <summary>Writes the whole file, or nothing.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public void Write(StateSnapshot state)
    {
        if (ToOutput)
        {
            StateText.Write(state, surroundings.Output);
            return;
        }

        var partial = Target + ".partial";
        try
        {
            using (var writer = new StreamWriter(partial))
            {
                StateText.Write(state, writer);
            }

            File.Move(partial, Target, overwrite: true);
        }
        catch (Exception exception) when (Problem.Of(file, exception) is not null)
        {
            throw new UsageException($"{file} cannot be written: {exception.Message}");
        }

        surroundings.Output.WriteLine($"Wrote {file}: {Names.Count(state.Live.Count, "live version")} ({string.Join(", ", state.Live.Select(live => live.Version))}).");
    }
}
