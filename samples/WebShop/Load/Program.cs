using WebShop.Load;

if (args is not [var address, ..] || !Uri.TryCreate(address, UriKind.Absolute, out var shop))
{
    Console.Error.WriteLine("usage: WebShop.Load URL [CLIENTS] [PAUSE-MS] [--every-second]; a line on standard input prints the counts, its end ends the load");
    return 3;
}

var numbers = args.Skip(1).Where(given => given != "--every-second").Select(given => int.Parse(given, System.Globalization.CultureInfo.InvariantCulture)).ToList();
var counts = new Counts();
using var end = new CancellationTokenSource();
var shoppers = Enumerable.Range(0, numbers.Count > 0 ? numbers[0] : 8)
    .Select(_ => new Shopper(shop, counts, TimeSpan.FromMilliseconds(numbers.Count > 1 ? numbers[1] : 25)).ShopAsync(end.Token))
    .ToList();
if (args.Contains("--every-second"))
{
    shoppers.Add(TellEverySecondAsync(end.Token));
}

while (await Console.In.ReadLineAsync(CancellationToken.None) is not null)
{
    Console.WriteLine(counts.ToJson());
}

await end.CancelAsync();
await Task.WhenAll(shoppers);
Console.WriteLine(counts.ToJson());
return 0;

async Task TellEverySecondAsync(CancellationToken cancellation)
{
    using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
    try
    {
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            Console.WriteLine(counts.ToJson());
        }
    }
    catch (OperationCanceledException)
    {
        // The load ends.
    }
}
