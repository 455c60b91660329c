using System.Net;
using NUnit.Framework;

namespace WebShop;

[TestFixture]
internal sealed class CustomerTests : IDisposable
{
    private ShopUnderTest _shop = null!;

    [OneTimeSetUp]
    public void Connect() => _shop = new ShopUnderTest();

    public void Dispose() => _shop?.Dispose();

    [Test]
    public async Task Who_signs_up_is_found()
    {
        var ada = await _shop.SignUpAsync("ada");
        Assert.That(await _shop.GetAsync<ShopCustomer>($"/customers/{ada.Id}"), Is.EqualTo(ada));
    }

    [Test]
    public async Task A_new_name_is_shown_at_once()
    {
        var grace = await _shop.SignUpAsync("grace");
        using var answer = await _shop.PutAsync($"/customers/{grace.Id}/name", new { name = "hopper" });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await _shop.GetAsync<ShopCustomer>($"/customers/{grace.Id}")).Name, Is.EqualTo("hopper"));
    }

    [Test]
    public async Task An_address_is_taken_once()
    {
        var barbara = await _shop.SignUpAsync("barbara");
        using var answer = await _shop.PostAsync("/customers", new { name = "liskov", email = barbara.Email });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [Test]
    public async Task Customers_are_found_by_the_beginning_of_their_name()
    {
        var name = Guid.NewGuid().ToString("N");
        var found = await _shop.SignUpAsync(name);
        Assert.That(await _shop.GetAsync<ShopCustomer[]>($"/customers?name={name[..20]}"), Is.EqualTo(new[] { found }));
    }

    [Test]
    public async Task Nobody_has_the_number_zero()
    {
        using var answer = await _shop.GetAsync("/customers/0");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
