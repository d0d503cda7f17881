using Quayside.SkuLinks.Matching;

namespace Quayside.Tests.SkuLinks.Matching;

/// <summary>A small shop's masters, and listings that are nearly or really the same things.</summary>
internal static class Shelf
{
    public static readonly MatchProduct[] Masters =
    [
        Of("m1", "Tidewater Canvas Tote Bag 12L - Navy") with { Sku = "TW-TOTE-NV", Brand = "Tidewater", Gtin = "4006381333931", Price = 24.90m },
        Of("m2", "Tidewater Canvas Tote Bag 12L - Red") with { Sku = "TW-TOTE-RD", Brand = "Tidewater", Price = 24.90m },
        Of("m3", "Gullwing Thermo Flask 500 ml Steel") with { Sku = "GW500", Brand = "Gullwing", Gtin = "036000291452", Price = 31.50m },
        Of("m4", "Gullwing Thermo Flask 250 ml Steel") with { Sku = "GW250", Brand = "Gullwing", Price = 27.00m },
        Of("m5", "Saltmarsh Sea Salt 250 g") with { Sku = "SM-250", Brand = "Saltmarsh", Gtin = "96385074", Price = 3.20m },
        Of("m6", "Saltmarsh Sea Salt 250 g 6-pack") with { Sku = "SM-250-6", Brand = "Saltmarsh", Gtin = "96385074", Price = 17.90m },
        Of("m7", "Brightwork KX-4410 Bench Drill 500W") with { Sku = "BW4410", Brand = "Brightwork", Mpn = "KX-4410", Price = 129m },
        Of("m8", "Fairlead KX-4410 Rope Clutch") with { Sku = "FL4410", Brand = "Fairlead", Mpn = "KX4410", Price = 64m },
        Of("m9", "The Tern's Handbook of Knots, paperback") with { Sku = "BK-KNOT", Gtin = "9780306406157", Price = 14m },
        Of("m10", "Lantern Bay Rechargeable Headlamp LB-220 400 lumen") with { Sku = "LB220", Brand = "Lantern Bay", Price = 39m },
        Of("m11", "Lantern Bay Rechargeable Headlamp LB-230 600 lumen") with { Sku = "LB230", Brand = "Lantern Bay", Price = 49m },
        Of("m12", "Cormorant USB Memory Stick 64 GB") with { Sku = "CO-64", Brand = "Cormorant", Price = 9m },
        Of("m13", "Cormorant USB Memory Stick 128 GB") with { Sku = "CO-128", Brand = "Cormorant", Price = 15m },
    ];

    public static MatchProduct Of(string id, string? title) => new() { Id = id, Title = title };

    public static MatchProduct Listing(string? title) => new() { Id = "l1", Title = title, Store = "north" };

    public static MatchResult Match(MatchProduct listing, MatchHints? learned = null) => Match(listing, Masters, learned);

    public static MatchResult Match(MatchProduct listing, IEnumerable<MatchProduct> masters, MatchHints? learned = null) =>
        Assert.Single(new Matcher(MatchModel.BuiltIn).Match(MasterIndex.Build(masters), [listing], learned));

    public static MatchCandidate Candidate(this MatchResult result, string master) => result.Candidates.Single(c => c.MasterId == master);

    public static string Against(this MatchCandidate candidate) => string.Join("; ", candidate.Reasons.Where(r => !r.Speaks).Select(r => r.Text));

    public static string For(this MatchCandidate candidate) => string.Join("; ", candidate.Reasons.Where(r => r.Speaks).Select(r => r.Text));
}
