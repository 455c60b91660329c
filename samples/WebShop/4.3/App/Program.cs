using WebShop;

var builder = ShopHost.CreateBuilder(args, "4.3.0");
builder.Services.AddSingleton<ICustomers, CustomerStore>();
builder.Services.AddSingleton<IOrders, OrderStore>();
builder.Services.AddSingleton<IReceipts>(builder.Configuration["WEBSHOP_BREAK"] switch
{
    "receipts" => new ForgetfulReceipts(),
    null or "" => new Receipts(),
    var other => throw new InvalidOperationException($"WEBSHOP_BREAK={other} is not known; receipts is."),
});
await ShopHost.RunAsync(builder);
