using MigrationGuard.Score;

return Session.Run(args, Console.Out, Console.Error);
