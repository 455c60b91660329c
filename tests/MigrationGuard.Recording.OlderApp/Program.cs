using MigrationGuard.Recording.App;

await RawWork.RunAsync(args[0], "secret-5150-in-a-value");
Console.WriteLine("done");
