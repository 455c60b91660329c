using Microsoft.CodeAnalysis;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Cli.Sources;
using MigrationGuard.CSharp;
using MigrationGuard.Manifests;
using MigrationGuard.Postgres.Statistics;

namespace MigrationGuard.Cli.Collecting;

/// <summary>Collects the statements of one version.</summary>
/// <param name="request">What to collect.</param>
/// <param name="surroundings">The process.</param>
internal sealed class CollectRun(CollectRequest request, Surroundings surroundings)
{
    private static readonly string[] Libraries = ["System.Private.CoreLib.dll", "System.Runtime.dll", "System.Collections.dll", "System.Runtime.Numerics.dll"];

    private readonly ManifestBuilder _builder = new(request.Version);
    private readonly InputFiles _files = new(surroundings.Directory);
    private readonly List<CSharpFile> _code = [];

    /// <summary>What was collected, and what not; complete after <see cref="RunAsync"/>.</summary>
    public Collection Collection => field ??= new Collection(_builder, request.Placeholders);

    /// <summary>The files that could not be read.</summary>
    public IReadOnlyList<Problem> Problems => _files.Problems;

    /// <summary>Collects, and gives the manifest.</summary>
    public async Task<StatementManifest> RunAsync(CancellationToken cancellation)
    {
        foreach (var file in request.Merge)
        {
            Merge(file);
        }

        ReadFiles();
        if (_code.Count > 0)
        {
            AddCode(SqlLiteralCollector.Collect(_code, new CollectOptions { References = [.. References()], Definitions = request.Definitions }, cancellation));
        }

        if (request.Statistics is { } setting)
        {
            await using var connection = PostgresConnection.Of(setting).Open();
            AddStatistics(await PgStatStatements.ReadAsync(connection, request.Version.Role, cancellation));
        }

        return _builder.Build();
    }

    private void Merge(string file)
    {
        try
        {
            _builder.Add(ManifestFiles.Read(file, surroundings));
        }
        catch (ManifestException exception)
        {
            throw new UsageException($"{file}: {exception.Message}");
        }
    }

    private void ReadFiles()
    {
        var folders = new CodeFolders(_files, request.Tests);
        foreach (var path in request.Paths)
        {
            var fullPath = Path.GetFullPath(path, surroundings.Directory);
            var folder = Directory.Exists(fullPath) ? fullPath
                : Path.GetExtension(fullPath).ToUpperInvariant() is ".CSPROJ" or ".SLN" or ".SLNX" && File.Exists(fullPath) ? Path.GetDirectoryName(fullPath) : null;
            if (folder is null)
            {
                _files.Add(path);
            }
            else
            {
                _files.Files.AddRange(folders.Files(folder));
            }
        }

        foreach (var file in _files.Files.Concat(_files.Code).DistinctBy(static file => file.FullPath))
        {
            Read(file);
        }

        if (folders.TestFolders > 0)
        {
            Collection.Notes.Add($"{folders.TestFolders} folder{(folders.TestFolders == 1 ? "" : "s")} of tests not read; --include-tests reads them");
        }
    }

    private void Read(SourceFile file)
    {
        var (decoded, problem) = SourceReader.Read(file, surroundings.Input);
        if (problem is not null)
        {
            _files.Problems.Add(problem);
            return;
        }

        if (decoded.Note is { } note)
        {
            Collection.Notes.Add($"{file.Path} {note}");
        }

        if (file.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
        {
            if (CodeFolders.IsGenerated(file.Path, decoded.Text))
            {
                Collection.LeaveOut("generated C# files");
            }
            else
            {
                _code.Add(new CSharpFile(file.Path, decoded.Text));
            }
        }
        else
        {
            Collection.Add(decoded.Text, [], line => new StatementOrigin(file.Path, line));
        }
    }

    private void AddCode(CollectedSql found)
    {
        foreach (var text in found.Statements)
        {
            var member = text.FoundBy == FoundBy.Use ? text.Member : (text.Member is null ? "" : text.Member + " ") + "(by its look)";
            ManifestParameter[] parameters = [.. text.Parameters.Select(static parameter => new ManifestParameter(parameter.Name, parameter.Type ?? ManifestParameter.Unknown))];
            Collection.Add(text.Text, parameters, _ => new StatementOrigin(text.Path, text.Line, member));
        }

        foreach (var text in found.Uncollected)
        {
            switch (text.Kind)
            {
                case UncollectedKind.Migration:
                    Collection.LeaveOut("texts of migrations");
                    break;
                case UncollectedKind.OtherDatabase:
                    Collection.LeaveOut("texts for other database products");
                    break;
                default:
                    Collection.Miss(new StatementOrigin(text.Path, text.Line, text.Member), text.Reason);
                    break;
            }
        }
    }

    private void AddStatistics(RecordedStatements statistics)
    {
        foreach (var statement in statistics.Statements)
        {
            var origin = new StatementOrigin("pg_stat_statements", null, FormattableString.Invariant($"{statement.QueryId}"));
            if (statement.Text is not { } text)
            {
                Collection.Miss(origin, "the server lost its text; pg_stat_statements_reset() lets it be recorded again");
                continue;
            }

            var prepared = NormalizedSql.Prepared(text);
            if (CanonicalSql.TryWrite(prepared, out var canonical, out _) && StatementKinds.Of(canonical) != StatementKind.Data)
            {
                Collection.LeaveOut("utility statements of pg_stat_statements (COPY, CREATE, SET, …), whose texts are not complete");
                continue;
            }

            Collection.AddStatement(prepared, [], origin, statement.Calls);
        }

        var evicted = statistics.Evictions == 0 ? "nothing was evicted"
            : FormattableString.Invariant($"entries were evicted {statistics.Evictions} times, so statements are missing that nobody can list; raise pg_stat_statements.max");
        Collection.Notes.Add(FormattableString.Invariant($"pg_stat_statements of {statistics.Database}: what {request.Version.Role} ran since {statistics.Since:yyyy-MM-dd HH:mm:ss}Z; {evicted}"));
    }

    // Enough to know string, int and Guid; what is not there stays unknown.
    private static IEnumerable<MetadataReference> References()
        => ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .Where(static path => Array.Exists(Libraries, library => path.EndsWith(library, StringComparison.OrdinalIgnoreCase)) && File.Exists(path))
            .Select(static path => MetadataReference.CreateFromFile(path));
}
