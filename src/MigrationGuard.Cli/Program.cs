using MigrationGuard.Cli;

return (int)Tool.Run(args);
