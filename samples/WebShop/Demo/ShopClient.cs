using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace WebShop.Demo;

/// <summary>A client of one version, beside the router.</summary>
internal sealed class ShopClient(int port) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };

    public async Task<long> SignUpAsync(string name, CancellationToken cancellation)
    {
        using var answer = await _client.PostAsJsonAsync("/customers", new { name, email = $"{Guid.NewGuid():N}@example.org" }, cancellation);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("id").GetInt64();
    }

    public async Task RenameAsync(long id, string name, CancellationToken cancellation)
    {
        using var answer = await _client.PutAsJsonAsync(string.Create(CultureInfo.InvariantCulture, $"/customers/{id}/name"), new { name }, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The name that this version shows; null when it knows none.</summary>
    public async Task<string?> NameAsync(long id, CancellationToken cancellation) =>
        (await _client.GetFromJsonAsync<JsonElement>(string.Create(CultureInfo.InvariantCulture, $"/customers/{id}"), cancellation)).GetProperty("name").GetString();

    /// <summary>Waits until the version answers and its database does.</summary>
    public async Task<bool> IsReadyAsync(TimeSpan patience, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        while (!limit.IsCancellationRequested)
        {
            try
            {
                using var answer = await _client.GetAsync("/ready", limit.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
            {
                // Not yet.
            }

            await Task.Delay(50, cancellation);
        }

        return false;
    }

    public void Dispose() => _client.Dispose();
}
