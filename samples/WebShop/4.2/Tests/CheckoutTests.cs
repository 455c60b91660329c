using System.Net;
using NUnit.Framework;

namespace WebShop;

[TestFixture]
internal sealed class CheckoutTests : IDisposable
{
    private ShopUnderTest _shop = null!;

    [OneTimeSetUp]
    public void Connect() => _shop = new ShopUnderTest();

    public void Dispose() => _shop?.Dispose();

    [Test]
    public async Task An_order_is_found_after_the_checkout()
    {
        var customer = await _shop.SignUpAsync("margaret");
        var order = await _shop.CheckOutAsync(customer.Id, 2);
        Assert.That(await _shop.GetAsync<ShopOrder>($"/orders/{order.Id}"), Is.EqualTo(order));
    }

    [Test]
    public async Task Twice_as_many_cost_twice_as_much()
    {
        var customer = await _shop.SignUpAsync("katherine");
        var one = await _shop.CheckOutAsync(customer.Id, 1);
        var two = await _shop.CheckOutAsync(customer.Id, 2);
        Assert.That(two.Total, Is.EqualTo(one.Total * 2));
    }

    [Test]
    public async Task The_newest_order_comes_first()
    {
        var customer = await _shop.SignUpAsync("dorothy");
        var first = await _shop.CheckOutAsync(customer.Id, 1);
        var second = await _shop.CheckOutAsync(customer.Id, 1);
        Assert.That(await _shop.GetAsync<ShopOrder[]>($"/customers/{customer.Id}/orders"), Is.EqualTo(new[] { second, first }));
    }

    [Test]
    public async Task Nobody_buys_nothing_at_all()
    {
        using var answer = await _shop.PostAsync("/checkout", new { customerId = 0, productId = 1, quantity = 1 });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
    }
}
