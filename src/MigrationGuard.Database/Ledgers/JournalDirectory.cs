using System.Security.Cryptography;
using System.Text;

namespace MigrationGuard.Ledgers;

/// <summary>The files of a local journal. What is refused comes out as <see cref="IOException"/>.</summary>
internal sealed class JournalDirectory(string path)
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>A name for the files of a release: what can be read of its id, and a digest that tells it from others.</summary>
    public static string FileName(string release)
    {
        var readable = string.Concat(release.Take(80).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? char.ToLowerInvariant(letter) : '_'));
        return $"{readable.TrimStart('.')}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(release)))[..12]}";
    }

    /// <summary>The bytes up to the end of the last line that is whole.</summary>
    public static ReadOnlyMemory<byte> WholeLines(byte[] bytes) => bytes.AsMemory(0, bytes.AsSpan().LastIndexOf((byte)'\n') + 1);

    /// <summary>Does something with files.</summary>
    public static Task<T> Run<T>(Func<T> work)
    {
        try
        {
            return Task.FromResult(work());
        }
        catch (IOException refused)
        {
            return Task.FromException<T>(refused);
        }
        catch (UnauthorizedAccessException refused)
        {
            return Task.FromException<T>(new IOException(refused.Message, refused));
        }
    }

    /// <summary>Does something with files while no other process does.</summary>
    public async Task<T> LockedAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await using var held = await LockAsync(cancellation);
        return await Run(work);
    }

    /// <summary>The bytes of a file; null where there is none.</summary>
    public byte[]? Read(string name)
    {
        try
        {
            using var file = new FileStream(Path.Combine(path, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Puts bytes in place of a file: whoever reads it sees the old ones or the new ones.</summary>
    public void Replace(string name, ReadOnlySpan<byte> bytes)
    {
        var target = Path.Combine(path, name);
        using (var file = new FileStream(target + ".new", Options(FileMode.Create)))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(target + ".new", target, overwrite: true);
    }

    /// <summary>Adds a line, in place of a last one that was cut off.</summary>
    public void Append(string name, ReadOnlySpan<byte> line)
    {
        using var file = new FileStream(Path.Combine(path, name), Options(FileMode.OpenOrCreate));
        var whole = 0;
        if (file.Length > 0)
        {
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            whole = WholeLines(bytes).Length;
        }

        file.SetLength(whole);
        file.Position = whole;
        file.Write(line);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Takes away the first bytes of a file.</summary>
    public void Forget(string name, long count)
    {
        if (Read(name) is not { } bytes)
        {
            return;
        }

        if (count < WholeLines(bytes).Length)
        {
            Replace(name, bytes.AsSpan((int)count));
        }
        else
        {
            File.Delete(Path.Combine(path, name));
        }
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Own;
        }

        return options;
    }

    // The lock ends with the process, however that ends.
    private async Task<FileStream> LockAsync(CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                Create();
                var options = Options(FileMode.OpenOrCreate);
                options.Share = FileShare.None;
                return new FileStream(Path.Combine(path, "lock"), options);
            }
            catch (UnauthorizedAccessException refused)
            {
                throw new IOException(refused.Message, refused);
            }
            catch (IOException) when (File.Exists(Path.Combine(path, "lock")) && TimeProvider.System.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellation);
            }
        }
    }

    private void Create()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Own | UnixFileMode.UserExecute);
        }
    }
}
