using Microsoft.AspNetCore.Components;
using Quayside.SkuLinks.Matching;
using Quayside.SkuLinks.Suggestions;
using Quayside.SkuLinks.WorkList;

namespace Quayside.SkuLinks.Pages;

/// <summary>What the address of the work list says: which rows are shown, and which of them is open.</summary>
public abstract class WorkAddress : ComponentBase
{
    [SupplyParameterFromQuery(Name = "group")]
    public string? GroupName { get; set; }

    [SupplyParameterFromQuery(Name = "store")]
    public long? StoreId { get; set; }

    [SupplyParameterFromQuery(Name = "ticked")]
    public string? Ticked { get; set; }

    [SupplyParameterFromQuery(Name = "tier")]
    public string? Tier { get; set; }

    [SupplyParameterFromQuery(Name = "listing")]
    public long? ListingId { get; set; }

    [SupplyParameterFromQuery(Name = "brand")]
    public string? Brand { get; set; }

    [SupplyParameterFromQuery(Name = "rule")]
    public string? Rule { get; set; }

    [SupplyParameterFromQuery(Name = "row")]
    public long? RowId { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    public string? After { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    protected WorkFilter Filter => new(
        Enum.TryParse<WorkGroup>(GroupName, ignoreCase: true, out var group) ? group : null, StoreId,
        Ticked switch { "yes" => true, "no" => false, _ => null },
        Enum.TryParse<MatchTier>(Tier, ignoreCase: true, out var tier) ? tier : null, ListingId, Brand, Rule);
}
