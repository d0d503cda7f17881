using Quayside.Catalogue.Own;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Stores;

namespace Quayside.Catalogue.Files;

/// <summary>What a chunk of rows makes of a store's catalogue.</summary>
internal sealed record PlannedListings(IReadOnlyList<ChannelListing> Records, IReadOnlyList<OwnStock> Stock, IReadOnlyList<PlannedRow> Rows);

internal enum RowOutcome
{
    Created,
    Changed,
    Unchanged,

    /// <summary>It describes a listing whose other rows are sold.</summary>
    Describes,

    Refused,
}

/// <param name="Text">Why it is refused, or what changes.</param>
internal readonly record struct PlannedRow(ListingRow Row, RowOutcome Outcome, string? Text = null);

/// <summary>Sets rows of a file against a store's catalogue: what is new, what changes, what cannot be.</summary>
/// <remarks>A row is the variation that it names by listing and id, else the one that has its SKU in the store, else a new one: bringing the same file in
/// again changes nothing. Reads only.</remarks>
/// <param name="seen">SKU keys of the rows before, by row: kept by the caller over all chunks.</param>
internal sealed class PlanListings(QuaysideDb db, Store store, Dictionary<string, int> seen)
{
    private readonly List<PlannedRow> _rows = [];
    private readonly List<OwnStock> _stock = [];
    private KnownListings _known = null!;

    public async Task<PlannedListings> RunAsync(IReadOnlyList<ListingRow> rows, CancellationToken cancellation)
    {
        _known = await KnownListings.LoadAsync(db, store, rows, cancellation);
        foreach (var group in Groups(rows))
        {
            Plan(group);
        }

        return new PlannedListings([.. _known.Touched.Select(l => l.Record)], _stock, _rows);
    }

    /// <summary>Rows one below the other that name the same listing; a row that names none stands alone.</summary>
    public static IEnumerable<List<ListingRow>> Groups(IEnumerable<ListingRow> rows)
    {
        List<ListingRow>? group = null;
        foreach (var row in rows)
        {
            if (group is not null && (row.Listing is null || group[0].Listing != row.Listing))
            {
                yield return group;
                group = null;
            }

            (group ??= []).Add(row);
        }

        if (group is not null)
        {
            yield return group;
        }
    }

    private void Plan(List<ListingRow> group)
    {
        var describing = group.Where(r => r.OnlyDescribes).ToList();
        var sold = group.Except(describing).ToList();
        var isKnown = group[0].Listing is { } name && _known.Listing(name) is not null;
        if (sold.Count == 0 && !isKnown)
        {
            describing.ForEach(r => Note(r, RowOutcome.Refused, "It has no SKU. Give it one: a row is known again by it."));
            return;
        }

        describing.ForEach(r => Note(r, RowOutcome.Describes));
        var fresh = new List<ListingRow>();
        foreach (var row in sold)
        {
            if (Find(row, out var existing) is { } reason)
            {
                Note(row, RowOutcome.Refused, reason);
            }
            else if (existing is null)
            {
                fresh.Add(row);
            }
            else
            {
                new ChangeRow(store, _known, _stock, Note).Run(row, existing, group.Count == 1 || row == sold[0] ? group : [row]);
            }
        }

        if (fresh.Count > 0)
        {
            new NewRows(store, _known, _stock, Note).Run(fresh, group);
        }
    }

    private string? Find(ListingRow row, out KnownVariation? existing)
    {
        existing = _known.Find(row);
        if (row.SkuKey is { } key && !seen.TryAdd(key, row.Number) && seen[key] != row.Number)
        {
            return $"Row {seen[key]} has the same SKU. A store has each SKU once.";
        }

        if (row.SkuKey is null && existing is null)
        {
            return "It has no SKU. Give it one: a row is known again by it.";
        }

        return existing is not null && row.SkuKey is { } other && _known.OfKey(other) is { } holder && holder != existing
            ? "Another listing of the store has this SKU."
            : row.Gtin is { } gtin && gtin != existing?.Now.Gtin ? CheckListing.Barcode(gtin)?.Message : null;
    }

    private void Note(ListingRow row, RowOutcome outcome, string? text = null) => _rows.Add(new PlannedRow(row, outcome, text));
}
