namespace MigrationGuard.Gate.Replays.Comparing;

/// <summary>A field of a route that differs between the versions, and more often than the old version differs from itself.</summary>
/// <param name="Route">E.g. <c>GET /orders/{n}</c>.</param>
/// <param name="Field">E.g. <c>$.total</c>.</param>
/// <param name="Count">How often.</param>
/// <param name="Requests">How many requests of the route were compared.</param>
internal sealed record FieldDifference(string Route, string Field, FieldCount Count, int Requests)
{
    /// <summary>How much of what differs the noise leaves over, for the worst first.</summary>
    public double Share => (double)(Count.Raw - Count.Noise) / Requests;

    /// <inheritdoc />
    public override string ToString() =>
        FormattableString.Invariant($"{Route}: {Field} in {Count.Raw} of {Requests} (the old version from itself: {Count.Noise}), e.g. {Count.Example}");
}
