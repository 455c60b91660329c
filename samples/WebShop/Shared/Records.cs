namespace WebShop;

/// <summary>A customer as clients see one; the name's column differs between the versions.</summary>
public sealed record Customer(long Id, string Name, string Email);

/// <summary>What a client says to sign up.</summary>
public sealed record SignUp(string Name, string Email);

/// <summary>What a client says to get another name.</summary>
public sealed record NewName(string Name);

/// <summary>What a client buys.</summary>
public sealed record Basket(long CustomerId, long ProductId, int Quantity);

/// <summary>An order, with the name of its customer as it is now.</summary>
public sealed record Order(long Id, string Customer, string Receipt, decimal Total);
