using MigrationGuard.Configuration;

namespace MigrationGuard.Cli;

/// <summary>Arguments or configuration that cannot be used; the message says where and what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>Reads the configuration for what it says wrongly.</summary>
    /// <exception cref="UsageException">It cannot be used.</exception>
    public static void Of(Action read) => Of<object?>(() =>
    {
        read();
        return null;
    });

    /// <summary>What was read of the configuration.</summary>
    /// <exception cref="UsageException">It cannot be used.</exception>
    public static T Of<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ConfigurationException exception)
        {
            throw new UsageException($"{exception.Origin}: {exception.Message}");
        }
    }
}
