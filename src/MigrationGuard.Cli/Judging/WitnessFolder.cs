using MigrationGuard.Cli.Sources;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Judging;

/// <summary>The folder that gets a script per failing statement.</summary>
/// <param name="folder">The folder as the user named it.</param>
/// <param name="surroundings">The process.</param>
internal sealed class WitnessFolder(string folder, Surroundings surroundings)
{
    /// <summary>Writes the witnesses, and says what became of each by the key of its statement.</summary>
    /// <exception cref="UsageException">A file cannot be written.</exception>
    public async Task<IReadOnlyDictionary<long, WitnessNote>> WriteAsync(IJudge judge, IReadOnlyList<Proof> proofs, CancellationToken cancellation)
    {
        var notes = new Dictionary<long, WitnessNote>();
        foreach (var proof in proofs)
        {
            foreach (var statement in proof.Statements.Where(statement => statement.Verdict == ProofVerdict.Fail))
            {
                var witness = await judge.WitnessAsync(proof.Version, statement, cancellation);
                notes[statement.Statement.Id] = witness.Script is { } script
                    ? new WitnessNote(Write($"{Clean(proof.Version.Service)}-{Clean(proof.Version.Label)}-{Clean(statement.Statement.Key)}.sql", script), null)
                    : new WitnessNote(null, witness.WhyNot);
            }
        }

        return notes;
    }

    private string Write(string name, string script)
    {
        var shown = Path.Combine(folder, name);
        try
        {
            var target = Path.GetFullPath(shown, surroundings.Directory);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, script);
            return shown;
        }
        catch (Exception exception) when (Problem.Of(shown, exception) is not null)
        {
            throw new UsageException($"{shown} cannot be written: {exception.Message}");
        }
    }

    private static string Clean(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '_')).TrimStart('.');
}
