using Quayside.Connectors;
using Quayside.SkuLinks.Matching;
using Quayside.SkuLinks.Suggestions;

namespace Quayside.SkuLinks.WorkList;

/// <summary>One thing to decide: a variation, why it is not clean, and what it may be.</summary>
/// <param name="Ticked">Whether its first proposal is ticked.</param>
/// <param name="Suggestions">Best first, at most three.</param>
/// <param name="Decided">What the person who asks has decided about it and not applied yet.</param>
public sealed record WorkRow(
    SoldVariation Variation, WorkGroup Group, bool Ticked, IReadOnlyList<SuggestionView> Suggestions, DraftView? Decided);

/// <summary>A variation as its shop shows it, and what it is sold from.</summary>
/// <param name="Quantity">What the shop can sell; null while not known or not tracked.</param>
/// <param name="Item">null where it is linked to nothing, or to several items.</param>
public sealed record SoldVariation(
    long Id,
    long ListingId,
    long StoreId,
    string Title,
    IReadOnlyDictionary<string, string> Options,
    string? SellerSku,
    string? Gtin,
    string? Brand,
    UnitPrice? Price,
    decimal? Quantity,
    StockTracking Tracking,
    string? Image,
    ItemBrief? Item);

/// <param name="Generated">Its code was made by Quayside.</param>
public sealed record ItemBrief(
    long Id, string MasterSku, bool Generated, string Title, string? Gtin, string? Image, decimal? OnHand, decimal Reserved, decimal? Available);

/// <summary>A proposal: what the variation may be, and what speaks for and against it.</summary>
/// <param name="Score">Probability from 0 to 1.</param>
/// <param name="Quantity">Pieces of the item in one of the variation.</param>
/// <param name="SoldAs">What the item is sold as now, at most five.</param>
public sealed record SuggestionView(
    long Id,
    long VariationId,
    decimal Score,
    MatchTier Tier,
    int Quantity,
    bool Ticked,
    SuggestionState State,
    IReadOnlyList<MatchReason> Reasons,
    ItemBrief Item,
    IReadOnlyList<SoldVariation> SoldAs,
    DateTimeOffset FoundAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt);

/// <param name="Text">What was decided, in words.</param>
/// <param name="Title">What the one item is called that it is said to be; null for none.</param>
public sealed record DraftView(long VariationId, DraftKind Kind, string Text, string? Title);
