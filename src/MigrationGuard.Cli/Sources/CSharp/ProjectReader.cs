using System.Xml;
using System.Xml.Linq;

namespace MigrationGuard.Cli.Sources.CSharp;

/// <summary>Reads project files without MSBuild: what decides which sources a project has and how they are read.</summary>
internal static class ProjectReader
{
    private const string Shared = "Directory.Build.props";
    private const string Late = "Directory.Build.targets";

    private static readonly string[] Frameworks = ["FluentMigrator", "Microsoft.EntityFrameworkCore"];

    // https://learn.microsoft.com/dotnet/core/project-sdk/overview#implicit-using-directives
    private static readonly string[] Implicit =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    /// <summary>The project; or why it cannot be read, without its path.</summary>
    public static (CodeProject? Project, string? Refusal) Read(string path, string configuration)
    {
        var folder = Path.GetDirectoryName(path)!;
        var project = new CodeProject(folder, configuration);
        try
        {
            project.Properties["MSBuildProjectName"] = Path.GetFileNameWithoutExtension(path);
            project.Properties["MSBuildProjectDirectory"] = folder;
            if (Above(folder, Shared) is { } shared)
            {
                Apply(project, XDocument.Load(shared).Root!, shared);
            }

            var root = XDocument.Load(path).Root!;
            if (root.Name.LocalName != "Project")
            {
                return (null, $"is no project file: its root element is {root.Name.LocalName}, not Project");
            }

            Apply(project, root, path);
            if (Above(folder, Late) is { } late)
            {
                Apply(project, XDocument.Load(late).Root!, late);
            }

            project.TakesFolder = IsSdk(root) && !Is(project, "EnableDefaultCompileItems", "false") && !Is(project, "EnableDefaultItems", "false");
            project.Usings.AddRange(Is(project, "ImplicitUsings", "enable") || Is(project, "ImplicitUsings", "true") ? Implicit : []);
            return (project, null);
        }
        catch (XmlException exception)
        {
            return (null, FormattableString.Invariant($"is no project file: line {exception.LineNumber} is no XML ({exception.Message.Split(". Line")[0].TrimEnd('.')})"));
        }
        catch (Exception exception) when (Problem.Of(path, exception) is { } problem)
        {
            return (null, problem.Text);
        }
    }

    /// <summary>The nearest file of that name in a folder or above it; null when there is none.</summary>
    public static string? Above(string folder, string name)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (Path.Combine(at, name) is var path && File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static bool IsSdk(XElement root)
        => root.Attribute("Sdk") is not null || root.Elements().Any(static element => element.Name.LocalName == "Sdk" || (element.Name.LocalName == "Import" && element.Attribute("Sdk") is not null));

    private static bool Is(CodeProject project, string property, string value) => string.Equals(project.Properties[property], value, StringComparison.OrdinalIgnoreCase);

    private static void Apply(CodeProject project, XElement root, string file)
    {
        project.Properties["MSBuildThisFileDirectory"] = Path.GetDirectoryName(file) + Path.DirectorySeparatorChar;
        foreach (var group in root.Elements().Where(group => project.Properties.Holds(group.Attribute("Condition")?.Value)))
        {
            if (group.Name.LocalName == "Import" && ImportedFrom(group, file) is { } above)
            {
                Apply(project, XDocument.Load(above).Root!, above);
                project.Properties["MSBuildThisFileDirectory"] = Path.GetDirectoryName(file) + Path.DirectorySeparatorChar;
            }

            foreach (var element in group.Elements().Where(element => project.Properties.Holds(element.Attribute("Condition")?.Value)))
            {
                if (group.Name.LocalName == "PropertyGroup")
                {
                    project.Properties[element.Name.LocalName] = project.Properties.Expand(element.Value).Trim();
                }
                else if (group.Name.LocalName == "ItemGroup")
                {
                    AddItem(project, element);
                }
            }
        }
    }

    private static void AddItem(CodeProject project, XElement item)
    {
        var included = project.Properties.Expand(item.Attribute("Include")?.Value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        switch (item.Name.LocalName)
        {
            case "PackageReference" or "Reference":
                project.Packages.AddRange(included.Select(static name => name.Split(',')[0]));
                break;
            case "ProjectReference":
                // A framework that is built beside its users is known as its package is: by its name, not by its sources.
                var names = included.Select(static path => Path.GetFileNameWithoutExtension(ProjectFiles.Slashed(path)));
                project.Packages.AddRange(names.Where(IsFramework));
                project.Projects.AddRange(included.Select(path => Absolute(project, path)).Where(static path => !IsFramework(Path.GetFileNameWithoutExtension(path))));
                break;
            case "Using":
                project.Usings.AddRange(included);
                break;
            case "Compile":
                project.Included.AddRange(included.Select(path => Absolute(project, path)));
                project.Removed.AddRange(project.Properties.Expand(item.Attribute("Remove")?.Value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(path => Absolute(project, path)));
                break;
            case "EmbeddedResource" or "Content" or "None" or "AdditionalFiles":
                project.Scripts.AddRange(included.Where(static path => !path.Contains('@', StringComparison.Ordinal)).Select(path => Absolute(project, path)));
                break;
            case "GlobalAnalyzerConfigFiles" or "EditorConfigFiles":
                project.Configurations.AddRange(included.Select(path => Absolute(project, path)));
                break;
        }
    }

    // The settings above those of a folder, as MSBuild's documentation says to take them in; other files that are imported decide about no sources as a rule.
    private static string? ImportedFrom(XElement import, string file)
        => import.Attribute("Project")?.Value is { } path && path.Contains("GetPathOfFileAbove", StringComparison.Ordinal) && Path.GetDirectoryName(Path.GetDirectoryName(file)) is { } parent
            ? Above(parent, Path.GetFileName(file))
            : null;

    private static bool IsFramework(string name)
        => Frameworks.Any(framework => name.StartsWith(framework, StringComparison.OrdinalIgnoreCase) && (name.Length == framework.Length || name[framework.Length] == '.'));

    private static string Absolute(CodeProject project, string path) => Path.GetFullPath(ProjectFiles.Slashed(path), project.Folder);
}
