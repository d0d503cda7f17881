using Quayside.SkuLinks;

namespace Quayside.Carriers;

/// <summary>What a person says of a carrier.</summary>
/// <param name="Name">1 to 100 characters; a carrier that a shop names keeps its name.</param>
/// <param name="TrackingUrl">Address of a parcel's page, with {number} where the tracking number goes; null for none.</param>
/// <param name="Regions">Countries or regions it delivers to, up to 100.</param>
/// <param name="Services">What people call its services, for every store, up to 100.</param>
public sealed record CarrierRequest(
    string Name, string? TrackingUrl = null, IReadOnlyList<string>? Regions = null, IReadOnlyList<string>? Services = null)
{
    private const int LongestName = 100;
    private const int Most = 100;

    /// <summary>Without what was typed around it, blank and repeated entries left out.</summary>
    internal CarrierRequest Cleaned() => new(
        CarrierNames.Cleaned(Name ?? ""), string.IsNullOrWhiteSpace(TrackingUrl) ? null : TrackingUrl.Trim(), Cleaned(Regions), Cleaned(Services));

    /// <returns>Refused: carrier.name, carrier.tracking_url, carrier.regions, carrier.services.</returns>
    internal Refusal? Check() => CheckName(Name) ?? Carriers.TrackingUrl.Check(TrackingUrl)
        ?? (IsShort(Regions!) ? null : new Refusal("carrier.regions", $"Give up to {Most} regions of up to {LongestName} characters each."))
        ?? (IsShort(Services!) ? null : new Refusal("carrier.services", $"Give up to {Most} services of up to {LongestName} characters each."));

    /// <returns>Refused: carrier.name.</returns>
    internal static Refusal? CheckName(string name) => name.Length <= LongestName && SkuKey.Of(name) is not null
        ? null
        : new Refusal("carrier.name", $"Give the carrier a name of 1 to {LongestName} characters.");

    private static bool IsShort(IReadOnlyList<string> texts) => texts.Count <= Most && texts.All(t => t.Length <= LongestName);

    private static List<string> Cleaned(IReadOnlyList<string>? texts) =>
        [.. (texts ?? []).Where(t => SkuKey.Of(t) is not null).Select(CarrierNames.Cleaned).DistinctBy(SkuKey.Of)];
}
