using MigrationGuard.Configuration;
using MigrationGuard.Gate.Environments;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>Reads <c>gate.terraform</c>.</summary>
internal static class TerraformReader
{
    /// <summary>The keys of the section.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["plan", "command", "timeout", "maximumAge", "secrets"];

    /// <summary>The section; the plan is relative to the folder.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static TerraformSettings Read((PlacedJson Value, string Path) member, string folder)
    {
        var section = new SectionReader(member.Value, member.Path, [.. Keys]);
        var usual = new TerraformSettings();
        if (!section.Has("plan") && !section.Has("command"))
        {
            throw section.Complaint("plan", "is missing, and so is command; write what 'terraform show -json' has written, e.g. \"plan.json\"");
        }

        return section.Has("command") && section.Has("maximumAge")
            ? throw section.Complaint("maximumAge", "a plan that the command writes is of this moment; remove it")
            : usual with
            {
                Plan = section.Text("plan") is { } plan ? Path.GetFullPath(plan, folder) : null,
                Command = section.Text("command"),
                Directory = folder,
                Timeout = section.Duration("timeout", usual.Timeout),
                MaximumAge = section.Has("maximumAge") ? section.Duration("maximumAge", default) : null,
                Secrets = [ConnectionSetting.Variable, .. section.Texts("secrets", "[\"TF_VAR_password\"]") ?? []],
            };
    }
}
