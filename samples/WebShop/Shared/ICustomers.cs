namespace WebShop;

/// <summary>The customers of the shop.</summary>
public interface ICustomers
{
    /// <summary>One of them; null when there is none.</summary>
    Task<Customer?> FindAsync(long id, CancellationToken cancellation);

    /// <summary>The first twenty whose name begins so.</summary>
    Task<IReadOnlyList<Customer>> SearchAsync(string prefix, CancellationToken cancellation);

    /// <summary>Adds one; null when the address is taken.</summary>
    Task<Customer?> AddAsync(SignUp given, CancellationToken cancellation);

    /// <summary>Gives one another name; false when there is none.</summary>
    Task<bool> RenameAsync(long id, string name, CancellationToken cancellation);
}
