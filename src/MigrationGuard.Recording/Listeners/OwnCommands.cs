using System.Data.Common;

namespace MigrationGuard.Recordings.Listeners;

/// <summary>What the recorder itself sends through the application's driver: nobody is to see it, in traces neither.</summary>
internal static class OwnCommands
{
    private static readonly Lock Gate = new();

    private static string[] _texts = [];

    /// <summary>Makes a text known as the recorder's; it is told by being the same object.</summary>
    public static string Add(string text)
    {
        lock (Gate)
        {
            _texts = [.. _texts, text];
        }

        return text;
    }

    /// <summary>Whether a command is the recorder's.</summary>
    public static bool Contain(object sent)
    {
        if (sent is not DbCommand command)
        {
            return false;
        }

        var text = command.CommandText;
        foreach (var own in _texts)
        {
            if (ReferenceEquals(own, text))
            {
                return true;
            }
        }

        return false;
    }
}
