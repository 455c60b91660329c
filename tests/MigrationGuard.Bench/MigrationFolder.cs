using System.Globalization;
using System.Text;

namespace MigrationGuard.Bench;

/// <summary>A temporary folder of numbered migrations.</summary>
public sealed class MigrationFolder : IDisposable
{
    /// <summary>The migration of which the time to the first finding is measured.</summary>
    public const string SmallText = "CREATE INDEX ix_users_email ON users (email);\n";

    private const int Seed = 20240131;

    // A lognormal distribution with a median of 400 bytes and a mean of 1,000.
    private const double MedianBytes = 400;
    private const double Sigma = 1.3537;

    private MigrationFolder(string directory, string[] paths, int[] sizes) => (Directory, Paths, Sizes) = (directory, paths, sizes);

    /// <summary>The folder.</summary>
    public string Directory { get; }

    /// <summary>The migrations in their order.</summary>
    public string[] Paths { get; }

    /// <summary>The sizes of the files in bytes.</summary>
    public int[] Sizes { get; }

    /// <summary>A file outside the folder with <see cref="SmallText"/>.</summary>
    public string Small => Directory + "-small.sql";

    /// <summary>Number and sizes of the files, for people.</summary>
    public string Shape
    {
        get
        {
            var sorted = Sizes.Order().ToArray();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{sorted.Length:N0} files, {sorted.Sum() / 1e6:F1} MB; median {sorted[sorted.Length / 2]:N0} bytes, mean {sorted.Average():N0}, largest {sorted[^1]:N0}");
        }
    }

    /// <summary>Writes the files; the same number gives the same files.</summary>
    public static MigrationFolder Create(int count)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("migrationguard-bench-").FullName;
        var random = new Random(Seed);
        var author = new MigrationAuthor(random);
        var paths = new string[count];
        var sizes = new int[count];
        for (var i = 0; i < count; i++)
        {
            var (name, text) = author.Next(Size(random));
            paths[i] = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{20150101000000 + (i * 100L)}_{name}.sql"));
            sizes[i] = Encoding.UTF8.GetByteCount(text);
            File.WriteAllText(paths[i], text);
        }

        var folder = new MigrationFolder(directory, paths, sizes);
        File.WriteAllText(folder.Small, SmallText);
        return folder;
    }

    /// <summary>Deletes the folder.</summary>
    public void Dispose()
    {
        System.IO.Directory.Delete(Directory, recursive: true);
        File.Delete(Small);
    }

    private static int Size(Random random)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return (int)Math.Clamp(MedianBytes * Math.Exp(Sigma * normal), 60, 40_000);
    }
}
