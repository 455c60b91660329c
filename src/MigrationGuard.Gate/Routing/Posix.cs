using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MigrationGuard.Gate.Routing;

/// <summary>What the class library does not offer: owners of files, and locks and flushes of directories.</summary>
internal static class Posix
{
    private const int ReadOnly = 0;
    private const int ExclusiveNow = 2 | 4;
    private const int WriteAndEnter = 2 | 1;
    private const int CurrentDirectory = -100;

    // Not inherited by programs that are started meanwhile: they would keep the lock.
    private static readonly int CloseOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>Opens a directory.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafeFileHandle OpenDirectory(string path)
    {
        var descriptor = open(path, ReadOnly | CloseOnExec);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw LastError(path);
    }

    /// <summary>Locks what was opened until it is closed; false when somebody else has it locked.</summary>
    public static bool TryLock(SafeFileHandle opened) => flock(opened, ExclusiveNow) == 0;

    /// <summary>Whether this user may create and replace files in a directory.</summary>
    public static bool MayWriteIn(string directory) => access(directory, WriteAndEnter) == 0;

    /// <summary>This user.</summary>
    public static uint User => geteuid();

    /// <summary>User and group that own a file; null where that cannot be asked.</summary>
    /// <remarks>statx(2): its layout is the same on every architecture, unlike stat's.</remarks>
    public static (uint User, uint Group)? Owner(string path)
    {
        var buffer = new byte[256];
        return OperatingSystem.IsLinux() && statx(CurrentDirectory, path, 0, 0x18, buffer) == 0
            ? (BitConverter.ToUInt32(buffer, 20), BitConverter.ToUInt32(buffer, 24))
            : null;
    }

    /// <summary>Gives a file to a user and a group.</summary>
    /// <exception cref="IOException">This user may not.</exception>
    public static void Give(string path, (uint User, uint Group) owner)
    {
        if (chown(path, owner.User, owner.Group) != 0)
        {
            throw LastError(path);
        }
    }

    /// <summary>Gives a file, directory or symbolic link another name; what has that name already is replaced at once.</summary>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    /// <remarks>File.Move does not take a symbolic link to a directory.</remarks>
    public static void Rename(string from, string to)
    {
        if (rename(from, to) != 0)
        {
            throw LastError(to);
        }
    }

    private static IOException LastError(string path) => new($"{Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}: {path}");

#pragma warning disable SYSLIB1054 // The generated form needs unsafe code in the whole project.
#pragma warning disable IDE1006, CA2101 // libc's names; its paths are UTF-8.
    [DllImport("libc", SetLastError = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int flock(SafeFileHandle descriptor, int operation);

    [DllImport("libc", SetLastError = true)]
    private static extern int access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int chown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);

    [DllImport("libc", SetLastError = true)]
    private static extern int statx(int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] buffer);

    [DllImport("libc", SetLastError = true)]
    private static extern int rename([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);

    [DllImport("libc")]
    private static extern uint geteuid();
#pragma warning restore
}
