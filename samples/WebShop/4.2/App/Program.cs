using WebShop;

var builder = ShopHost.CreateBuilder(args, "4.2.0");
builder.Services.AddSingleton<ICustomers, CustomerStore>();
builder.Services.AddSingleton<IOrders, OrderStore>();
await ShopHost.RunAsync(builder);
