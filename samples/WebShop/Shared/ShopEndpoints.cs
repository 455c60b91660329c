using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace WebShop;

/// <summary>The doors of the shop; they are the same in both versions.</summary>
internal static class ShopEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/version", (Release release) => Results.Ok(new { service = "webshop", release = release.Label }));
        app.MapGet("/ready", async (IOrders orders, CancellationToken cancellation) => Results.Ok(new { products = await orders.CountProductsAsync(cancellation) }));
        app.MapGet("/metrics", (DatabaseErrors errors) => Results.Text(errors.ToString()));
        app.MapGet("/customers/{id:long}", async (long id, ICustomers customers, CancellationToken cancellation) => Found(await customers.FindAsync(id, cancellation)));
        app.MapGet("/customers", async (string name, ICustomers customers, CancellationToken cancellation) => Results.Ok(await customers.SearchAsync(name, cancellation)));
        app.MapPost("/customers", async (SignUp given, ICustomers customers, CancellationToken cancellation) =>
            await customers.AddAsync(given, cancellation) is { } customer ? Results.Created($"/customers/{customer.Id}", customer) : Results.Conflict());
        app.MapPut("/customers/{id:long}/name", async (long id, NewName given, ICustomers customers, CancellationToken cancellation) =>
            await customers.RenameAsync(id, given.Name, cancellation) ? Results.NoContent() : Results.NotFound());
        app.MapGet("/customers/{id:long}/orders", async (long id, IOrders orders, CancellationToken cancellation) => Results.Ok(await orders.OfAsync(id, cancellation)));
        app.MapGet("/orders/{id:long}", async (long id, IOrders orders, CancellationToken cancellation) => Found(await orders.FindAsync(id, cancellation)));
        app.MapPost("/checkout", async (Basket basket, IOrders orders, CancellationToken cancellation) =>
            await orders.PlaceAsync(basket, cancellation) is { } order ? Results.Created($"/orders/{order.Id}", order) : Results.UnprocessableEntity());
    }

    private static IResult Found<T>(T? value) => value is null ? Results.NotFound() : Results.Ok(value);
}
