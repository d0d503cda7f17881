namespace Quayside.Sandbox;

internal static class Zones
{
    public static IReadOnlyList<PracticeZone> Usual { get; } =
    [
        new(0, "Locations not covered by your other zones", [], [new(7, "flat_rate", "Rest of world", 24.95m)]),
        new(1, "Netherlands", [("NL", "country")],
        [
            new(1, "flat_rate", "PostNL Standard", 4.95m),
            new(2, "flat_rate", "DHL Express", 9.95m),
            new(3, "free_shipping", "Free over 50", 0),
            new(4, "local_pickup", "Pick up in store", 0),
        ]),
        new(2, "EU", [("DE", "country"), ("BE", "country"), ("FR", "country"), ("ES", "country"), ("IT", "country")], [new(5, "flat_rate", "DPD Europe", 12.50m)]),
        new(3, "California", [("US:CA", "state")], [new(6, "flat_rate", "USPS", 15m, Enabled: false)]),
    ];

    /// <summary>Methods that orders still name although no zone has them any more.</summary>
    public static IReadOnlyList<(string MethodId, string Title, decimal Cost)> Former { get; } =
        [("flat_rate", "GLS Parcel", 6.50m), ("table_rate", "Bike courier &amp; friends", 3m)];
}
