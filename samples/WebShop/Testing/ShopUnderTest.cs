using System.Net.Http.Json;
using NUnit.Framework;

namespace WebShop;

/// <summary>The shop at <c>MIGRATIONGUARD_URL</c>; without one the tests have nothing to ask.</summary>
internal sealed class ShopUnderTest : IDisposable
{
    private readonly HttpClient _client;

    public ShopUnderTest()
    {
        if (Environment.GetEnvironmentVariable("MIGRATIONGUARD_URL") is not { Length: > 0 } address)
        {
            throw new IgnoreException("MIGRATIONGUARD_URL does not say where the shop is.");
        }

        _client = new HttpClient { BaseAddress = new Uri(address) };
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path);

    public async Task<T> GetAsync<T>(string path) => await _client.GetFromJsonAsync<T>(path) ?? throw new AssertionException($"{path} answers null.");

    public Task<HttpResponseMessage> PostAsync<T>(string path, T body) => _client.PostAsJsonAsync(path, body);

    public Task<HttpResponseMessage> PutAsync<T>(string path, T body) => _client.PutAsJsonAsync(path, body);

    public async Task<ShopCustomer> SignUpAsync(string name)
    {
        using var answer = await PostAsync("/customers", new { name, email = $"{Guid.NewGuid():N}@example.org" });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<ShopCustomer>())!;
    }

    public async Task<ShopOrder> CheckOutAsync(long customerId, int quantity)
    {
        using var answer = await PostAsync("/checkout", new { customerId, productId = 1, quantity });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<ShopOrder>())!;
    }

    public void Dispose() => _client.Dispose();
}

internal sealed record ShopCustomer(long Id, string Name, string Email);

internal sealed record ShopOrder(long Id, string Customer, string Receipt, decimal Total);
