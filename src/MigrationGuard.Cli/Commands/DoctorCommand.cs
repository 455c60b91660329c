using System.CommandLine;
using MigrationGuard.Cli.Guarding;
using MigrationGuard.Cli.Releases;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Guarding;

namespace MigrationGuard.Cli.Commands;

/// <summary><c>migrationguard doctor</c>.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("doctor", "Finds what keeps the guard and the gate from doing their work, and what happened behind the guard's back.") { CommonOptions.Connection, JudgeOptions.Output, JudgeOptions.Config };
        command.SetAction(async (result, cancellation) => (int)await RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult result, Surroundings surroundings, CancellationToken cancellation)
    {
        var (guard, target) = GuardAccess.Open(result.GetValue(CommonOptions.Connection), surroundings);
        await using (guard)
        {
            IReadOnlyList<DoctorFinding> findings = [.. await guard.ExamineAsync(cancellation), .. await GateDoctor.ExamineAsync(result, surroundings, cancellation)];
            if (JudgeOptions.IsJson(result))
            {
                WriteJson(surroundings.Output, findings);
            }
            else
            {
                WriteText(surroundings.Output, target, findings);
            }

            return findings.Count == 0 ? ExitCode.Yes : ExitCode.Drift;
        }
    }

    private static void WriteText(TextWriter output, string target, IReadOnlyList<DoctorFinding> findings)
    {
        output.WriteLine(findings.Count == 0 ? $"{target}: the guard is in order, and nothing happened behind its back." : $"{target}: {Names.Count(findings.Count, "finding")}");
        foreach (var group in findings.GroupBy(finding => (finding.Id, finding.Advice)))
        {
            output.WriteLine();
            foreach (var finding in group)
            {
                output.WriteLine($"{finding.Id}: {finding.What}");
            }

            output.WriteLine("  " + group.Key.Advice);
        }
    }

    private static void WriteJson(TextWriter output, IReadOnlyList<DoctorFinding> findings) => JsonText.Write(output, json =>
    {
        json.WriteStartArray();
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("id", finding.Id);
            json.WriteString("what", finding.What);
            json.WriteString("advice", finding.Advice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
