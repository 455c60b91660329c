using MigrationGuard.Cli.Reports;

namespace MigrationGuard.Cli.Releases.Reports;

/// <summary>Where a release is, in one of the forms.</summary>
internal static class StatusReport
{
    /// <summary>Writes it.</summary>
    public static void Write(ReleaseStatus status, (OutputFormat Format, Palette Palette) form, (TextWriter Output, DateTimeOffset Now) to)
    {
        switch (form.Format)
        {
            case OutputFormat.Json:
                JsonText.Write(to.Output, json => StatusJson.Write(status, json));
                break;
            case OutputFormat.Markdown:
                StatusMarkdown.Write(status, to.Output);
                break;
            default:
                new StatusText(form.Palette, to.Now).Write(status, to.Output);
                break;
        }
    }
}
