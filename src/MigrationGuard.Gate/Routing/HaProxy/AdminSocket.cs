using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MigrationGuard.Gate.Routing.HaProxy;

/// <summary>HAProxy's runtime API: one line, one answer, end of connection.</summary>
/// <remarks>https://docs.haproxy.org/2.6/management.html#9.3</remarks>
internal sealed class AdminSocket(string address, TimeSpan timeout)
{
    private const int LongestAnswer = 16 * 1024 * 1024;

    /// <summary>Sends a command.</summary>
    public async Task<AdminAnswer> AskAsync(string command, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            return EndPoint() is { } endPoint
                ? Read(await ExchangeAsync(endPoint, command, limit.Token), command)
                : new AdminAnswer.Failed($"the admin socket {address} is neither a path of less than 108 bytes nor host:port");
        }
        catch (SocketException failure)
        {
            return new AdminAnswer.Failed(Explain(failure.SocketErrorCode));
        }
        catch (IOException failure)
        {
            return new AdminAnswer.Failed($"HAProxy broke off the answer at {address}: {failure.Message}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new AdminAnswer.Failed(string.Create(CultureInfo.InvariantCulture, $"HAProxy did not answer at {address} within {timeout.TotalSeconds:0.#} seconds"));
        }
    }

    /// <summary>What a failure to connect means, and what to do about it.</summary>
    internal string Explain(SocketError error) => error switch
    {
        _ when IsPath && !File.Exists(Path) => $"there is no admin socket {address}: HAProxy is not running, or its configuration has no 'stats socket {address} level admin'",
        SocketError.ConnectionRefused => $"nobody listens at {address}: HAProxy is down",
        SocketError.AccessDenied => $"this user may not use the admin socket {address}: give it the group of 'stats socket ... mode 660 group ...'",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"the host of the admin socket {address} is not known",
        _ => $"the admin socket {address} cannot be reached ({error})",
    };

    private bool IsPath => address.Contains('/', StringComparison.Ordinal);

    private string Path => address.StartsWith("unix@", StringComparison.Ordinal) ? address["unix@".Length..] : address;

    private EndPoint? EndPoint()
    {
        if (IsPath)
        {
            // sockaddr_un has 108 bytes, the last one is zero.
            return Encoding.UTF8.GetByteCount(Path) < 108 ? new UnixDomainSocketEndPoint(Path) : null;
        }

        var colon = address.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new DnsEndPoint(address[..colon].Trim('[', ']'), port)
            : null;
    }

    private static async Task<string> ExchangeAsync(EndPoint endPoint, string command, CancellationToken cancellation)
    {
        using var socket = endPoint is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endPoint, cancellation);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\n"), cancellation);
        var answer = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (answer.Length <= LongestAnswer && await stream.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            answer.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length);
    }

    private AdminAnswer Read(string answer, string command) => answer switch
    {
        // Even a command that says nothing is answered by an empty line.
        "" => new AdminAnswer.Failed($"HAProxy closed the connection at {address} without an answer"),
        { Length: > LongestAnswer } => new AdminAnswer.Failed($"the answer at {address} does not end"),
        _ when answer.StartsWith("Permission denied", StringComparison.Ordinal) => new AdminAnswer.Failed($"HAProxy does not allow '{Verb(command)}' at {address}: the socket needs 'level admin'"),
        _ when answer.StartsWith("Unknown command", StringComparison.Ordinal) => new AdminAnswer.Failed($"what answers at {address} does not know '{Verb(command)}': it is no admin socket of HAProxy, or HAProxy is older than 2.0"),
        _ => new AdminAnswer.Text(answer.Trim()),
    };

    private static string Verb(string command) => string.Join(' ', command.Split(' ').Take(2));
}
