namespace WebShop.Demo;

/// <summary>A process of a version.</summary>
/// <param name="Port">Where it listens.</param>
/// <param name="ApplicationName">What its database sessions are called.</param>
/// <param name="Release">Which build it is, such as 4.3.0.</param>
/// <param name="Connection">Its database.</param>
/// <param name="Fault">How it is broken on purpose; null when it is not.</param>
internal sealed record Instance(int Port, string ApplicationName, string Release, string Connection, string? Fault);
