void PackTool(DirectoryPath packages)
{
    CleanDirectory(packages);
    DotNetPack("src/MigrationGuard.Cli", new DotNetPackSettings { Configuration = "Release", OutputDirectory = packages, NoLogo = true });
}

void TestPackage(DirectoryPath packages, DirectoryPath folder)
{
    CleanDirectory(folder);
}
