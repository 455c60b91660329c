namespace WebShop;

/// <summary>Which build answers.</summary>
/// <param name="Label">Such as 4.2.0.</param>
public sealed record Release(string Label);
