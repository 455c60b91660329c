using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>A real HTTP server of one test.</summary>
internal sealed class TestDoor : IDisposable
{
    private readonly HttpListener _listener = new();

    public TestDoor(Func<HttpListenerRequest, TestAnswer> answer)
    {
        Url = new($"http://127.0.0.1:{FreePort()}");
        _listener.Prefixes.Add($"{Url}");
        _listener.Start();
        _ = ServeAsync(answer);
    }

    public Uri Url { get; }

    public int Requests { get; private set; }

    /// <summary>An address where nobody listens.</summary>
    public static Uri Closed() => new($"http://127.0.0.1:{FreePort()}");

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ServeAsync(Func<HttpListenerRequest, TestAnswer> answer)
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                Requests++;
                _ = Task.Run(() => WriteAsync(context, answer(context.Request)));
            }
            catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private static async Task WriteAsync(HttpListenerContext context, TestAnswer answer)
    {
        try
        {
            await Task.Delay(answer.Delay);
            context.Response.StatusCode = answer.Status;
            foreach (var (name, value) in answer.Headers)
            {
                context.Response.AddHeader(name, value);
            }

            if (answer.Release is { } release)
            {
                context.Response.AddHeader("X-Release", release);
            }

            context.Response.Close(Encoding.UTF8.GetBytes(answer.Body), false);
        }
        catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }
}
