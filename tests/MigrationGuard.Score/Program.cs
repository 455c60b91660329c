using MigrationGuard.Score;

var files = args.Where(a => a.StartsWith("--cases=", StringComparison.Ordinal)).Select(a => a["--cases=".Length..]).ToArray();
if (files.Length == 0 || files.Length != args.Length)
{
    Console.Error.WriteLine("Usage: --cases=FILE.jsonl [--cases=FILE.jsonl …]");
    return 3;
}

try
{
    var map = RuleMap.Read();
    foreach (var file in files)
    {
        var scores = LabelledCase.Read(file).ConvertAll(c => Scorer.Run(c, map));
        Console.Write(ScoreReport.Write(Path.GetFileName(file), scores));
    }

    return 0;
}
catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 3;
}
