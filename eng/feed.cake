using System.Text.RegularExpressions;
using System.Xml.Linq;

var FeedProps = File("eng/feed.props");

void ProbeFeed()
{
    var probes = GetFiles("eng/feed/*/*.csproj").OrderBy(probe => probe.FullPath, StringComparer.Ordinal).ToList();
    var newest = probes.Append(MakeAbsolute(File("Directory.Packages.props"))).Max(file => System.IO.File.GetLastWriteTimeUtc(file.FullPath));
    if (!FileExists(FeedProps) || System.IO.File.GetLastWriteTimeUtc(FeedProps.Path.FullPath) < newest)
    {
        var choices = probes.Select(Probe).SelectMany(choice => new XNode[]
        {
            new XComment(choice.Why.Replace("--", "- -")),
            new XElement("FeedHas" + choice.Name, choice.Has),
        });
        new XDocument(new XElement("Project", new XElement("PropertyGroup", choices))).Save(FeedProps.Path.FullPath);
    }

    foreach (var why in XDocument.Load(FeedProps.Path.FullPath).DescendantNodes().OfType<XComment>())
    {
        Information("{0}", why.Value);
    }
}

// NU1101: no such package. NU1102: no such version. NU1103: only pre-releases. Whatever else fails is no answer.
(string Name, bool Has, string Why) Probe(FilePath probe)
{
    var name = probe.GetFilenameWithoutExtension().FullPath;
    var settings = new ProcessSettings { Arguments = $"restore \"{probe}\" --verbosity quiet", RedirectStandardOutput = true };
    settings.EnvironmentVariables = new Dictionary<string, string> { ["DOTNET_CLI_UI_LANGUAGE"] = "en" };
    var exitCode = StartProcess("dotnet", settings, out var lines);
    var output = lines.ToList();
    if (exitCode == 0)
    {
        return (name, true, $"{name}: the feed has it");
    }

    var errors = output.Select(line => Regex.Match(line, @"error (\w+\d+): (.*?)(\. No packages exist.*)?$")).Where(match => match.Success).ToList();
    var absent = errors.Where(error => error.Groups[1].Value is "NU1101" or "NU1102" or "NU1103").ToList();
    if (absent.Count == 0 || absent.Count < errors.Count)
    {
        throw new CakeException($"The probe {probe} failed for another reason than absence:\n{string.Join("\n", output)}");
    }

    var fallback = XDocument.Load(probe.FullPath).Descendants("Fallback").Single().Value;
    return (name, false, $"{name}: {fallback} ({absent[0].Groups[1].Value}: {absent[0].Groups[2].Value})");
}
