using Quayside.Connectors;

namespace Quayside.Catalogue.Files;

/// <summary>A listing with all its variations, as rows of a file would have it.</summary>
/// <param name="row">As it is kept; null where it is new.</param>
internal sealed class ListingDraft(string id, Listing? row, IEnumerable<ListingVariation> variations)
{
    private readonly List<ChannelVariation> _variations = [.. variations.Select(v => Of(v, id))];

    public string Id => id;

    /// <summary>Without its variations.</summary>
    public ChannelListing Listing { get; private set; } = row is null
        ? new ChannelListing(id, "", null, ListingStatus.Active, null, null, null, [], null, null, [])
        : new ChannelListing(id, row.Title, row.Description, row.Status, row.Brand, row.Category, row.SellerSku, row.Images, row.SharedQuantity, row.ChangedAt, []);

    public IReadOnlyList<ChannelVariation> Variations => _variations;

    public bool IsTouched { get; private set; }

    /// <summary>One product without variations.</summary>
    public bool IsSingle => _variations is [var only] && only.Id == id;

    public ChannelListing Record => Listing with { Variations = [.. _variations] };

    /// <summary>Lets the first row that says something of the listing say it.</summary>
    /// <returns>Whether that is something else than before.</returns>
    public bool Describe(IReadOnlyList<ListingRow> rows)
    {
        var before = Listing;
        var images = First(rows, r => r.Images);
        Listing = before with
        {
            Title = First(rows, r => r.Title) ?? before.Title,
            Description = First(rows, r => r.Description) ?? before.Description,
            Brand = First(rows, r => r.Brand) ?? before.Brand,
            Category = First(rows, r => r.Category) ?? before.Category,
            Status = rows.Select(r => r.Status).FirstOrDefault(s => s is not null) ?? (before.Status == ListingStatus.Deleted ? ListingStatus.Active : before.Status),
            Images = images is null || images.SequenceEqual(before.Images) ? before.Images : images,
        };
        IsTouched |= Listing != before;
        return Listing != before;
    }

    public void Add(ChannelVariation variation)
    {
        _variations.Add(variation);
        IsTouched = true;
    }

    public void Replace(ChannelVariation before, ChannelVariation after)
    {
        _variations[_variations.IndexOf(before)] = after;
        IsTouched = true;
    }

    private static T? First<T>(IReadOnlyList<ListingRow> rows, Func<ListingRow, T?> part)
        where T : class => rows.Select(part).FirstOrDefault(p => p is not null);

    private static ChannelVariation Of(ListingVariation row, string listingId) => new(
        row.ChannelVariationId, listingId, row.SellerSku, row.Gtin, row.Mpn, ListingViews.Price(row), row.Quantity, row.Tracking, row.Options, row.Image,
        row.Status, row.ChangedAt);
}
