using System.Globalization;
using System.Text.Json;

namespace WebShop.Load;

/// <summary>A customer who signs up and goes on shopping on one connection, and looks whether the shop remembers what was written.</summary>
internal sealed class Shopper(Uri shop, Counts counts, TimeSpan pause)
{
    private readonly string _name = Guid.NewGuid().ToString("N");
    private int _renamed;

    /// <summary>Shops until it is cancelled.</summary>
    public async Task ShopAsync(CancellationToken cancellation)
    {
        using var client = new KeepAliveClient(shop.Host, shop.Port);
        long? customer = null;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                customer ??= await SignUpAsync(client, cancellation);
                if (customer is { } id)
                {
                    await VisitAsync(client, id, cancellation);
                }
            }
            catch (IOException)
            {
                counts.AddLost();
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<long?> SignUpAsync(KeepAliveClient client, CancellationToken cancellation)
    {
        var answer = await SendAsync(client, "POST", "/customers", $$"""{"name":"{{_name}}-0","email":"{{_name}}@example.org"}""", cancellation);
        return answer.Status == 201 ? Read(answer).GetProperty("id").GetInt64() : null;
    }

    private async Task VisitAsync(KeepAliveClient client, long id, CancellationToken cancellation)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"/customers/{id}");
        var written = string.Create(CultureInfo.InvariantCulture, $"{_name}-{++_renamed}");
        var renamed = await SendAsync(client, "PUT", place + "/name", $$"""{"name":"{{written}}"}""", cancellation);
        var read = await SendAsync(client, "GET", place, null, cancellation);
        if (renamed.Status == 204 && read.Status == 200 && Read(read).GetProperty("name").GetString() != written)
        {
            counts.AddWrong();
        }

        await SendAsync(client, "POST", "/checkout", string.Create(CultureInfo.InvariantCulture, $$"""{"customerId":{{id}},"productId":1,"quantity":{{(_renamed % 3) + 1}}}"""), cancellation);
        await SendAsync(client, "GET", place + "/orders", null, cancellation);
    }

    // What has been sent is waited for also at the end; only the pause is cut short.
    private async Task<Answer> SendAsync(KeepAliveClient client, string method, string path, string? body, CancellationToken cancellation)
    {
        await Task.Delay(pause, cancellation);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var answer = await client.SendAsync(method, path, body, deadline.Token);
        counts.Add(answer);
        return answer;
    }

    private static JsonElement Read(Answer answer) => JsonElement.Parse(answer.Body);
}
