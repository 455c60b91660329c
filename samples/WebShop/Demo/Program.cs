using System.Globalization;
using System.Runtime.InteropServices;
using MigrationGuard.TestKit;
using WebShop.Demo;

var (reports, rest) = args is [.. var before, "--reports", var folder] ? (Path.GetFullPath(folder), before) : (null, args);
if (Major(rest) is not { } major)
{
    Console.Error.WriteLine("usage: WebShop.Demo [--postgres 15|18] [--reports FOLDER]");
    return 3;
}

var narrator = new Narrator(Console.Out);
using var end = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
try
{
    await using var story = new Story(major, reports, narrator);
    await story.TellAsync(end.Token);
    return 0;
}
catch (Exception) when (end.IsCancellationRequested)
{
    Console.Error.WriteLine("interrupted; everything that was started has ended");
    return 130;
}
catch (Exception exception)
{
    narrator.Bad(exception is StoryException or NUnit.Framework.IgnoreException or NUnit.Framework.AssertionException ? exception.Message : exception.ToString());
    return 1;
}

void End(PosixSignalContext context)
{
    context.Cancel = true;
    end.Cancel();
}

static int? Major(string[] arguments) => arguments switch
{
    [] => PostgresBinaries.Installed.Select(found => found.Major).DefaultIfEmpty(PostgresServer.Majors[^1]).Max(),
    ["--postgres", var number] when int.TryParse(number, CultureInfo.InvariantCulture, out var major) && PostgresServer.Majors.Contains(major) => major,
    _ => null,
};
