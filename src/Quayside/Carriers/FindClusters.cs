using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Carriers;

/// <summary>Carriers that seem to be one, for a person to confirm.</summary>
/// <param name="Name">The one to keep: a person's own, else the one that most orders name.</param>
/// <param name="Carriers">What there is now, by name.</param>
/// <param name="Texts">What shops write, most used first.</param>
public sealed record CarrierCluster(string Name, IReadOnlyList<ClusteredCarrier> Carriers, IReadOnlyList<ClusteredText> Texts);

public sealed record ClusteredCarrier(long Id, string Name, CarrierSource Source);

/// <param name="Orders">Orders of the last 90 days that name it.</param>
public sealed record ClusteredText(long StoreId, string Text, long CarrierId, int Orders);

/// <summary>Which carriers seem to be one by what shops call them (<see cref="CarrierNames"/>), the most used first. Changes nothing.</summary>
public sealed class FindClusters(Databases databases, TimeProvider clock)
{
    public const int Days = 90;

    public async Task<IReadOnlyList<CarrierCluster>> RunAsync(Caller caller, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var carriers = (await db.Carriers.AsNoTracking().ToListAsync(cancellation)).ToDictionary(c => c.Id);
        var texts = await TextsAsync(db, carriers, cancellation);
        var byCarrier = texts.ToLookup(t => t.CarrierId);

        // A carrier's own name speaks for it beside its texts: one that a person added may have none yet.
        var names = carriers.Values.Where(c => c.MergedIntoId is null).OrderBy(c => c.NameKey, StringComparer.Ordinal)
            .SelectMany(c => byCarrier[c.Id].Select(t => t.Text).Append(c.Name).Distinct().Select(name => (Carrier: c, Name: name))).ToList();
        var clusters = CarrierNames.Cluster([.. names.Select(n => n.Name)], (one, other) => IsApart(names[one].Carrier, names[other].Carrier));
        return
        [
            .. clusters.Select(places => places.Select(i => names[i].Carrier).Distinct().ToList())
                .Where(together => together.Count > 1)
                .Select(together => Cluster(together, [.. together.SelectMany(c => byCarrier[c.Id])]))
                .Where(c => c.Texts.Count > 0)
                .OrderByDescending(c => c.Texts.Sum(t => t.Orders)).ThenBy(c => c.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Somebody said that they are different.</summary>
    private static bool IsApart(Carrier one, Carrier other) => one.ApartFrom.Contains(other.Id) || other.ApartFrom.Contains(one.Id);

    private static CarrierCluster Cluster(List<Carrier> carriers, List<ClusteredText> texts)
    {
        var name = carriers.Where(c => c.Source == CarrierSource.Manual).Select(c => c.Name)
            .Concat(texts.GroupBy(t => CarrierNames.Cleaned(t.Text)).OrderByDescending(g => g.Sum(t => t.Orders)).ThenByDescending(g => g.Key.Length)
                .ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key)).First();
        return new CarrierCluster(
            name, [.. carriers.Select(c => new ClusteredCarrier(c.Id, c.Name, c.Source))],
            [.. texts.OrderByDescending(t => t.Orders).ThenBy(t => t.Text, StringComparer.Ordinal).ThenBy(t => t.StoreId)]);
    }

    private async Task<List<ClusteredText>> TextsAsync(QuaysideDb db, Dictionary<long, Carrier> carriers, CancellationToken cancellation)
    {
        var since = clock.GetUtcNow().AddDays(-Days);
        var ways = await db.Orders.Where(o => o.PlacedAt >= since)
            .GroupBy(o => new { o.StoreId, o.Shipping }).Select(g => new { g.Key.StoreId, g.Key.Shipping, Orders = g.Count() }).ToListAsync(cancellation);
        var orders = ways.SelectMany(w => w.Shipping.Select(s => s.Carrier).Distinct().Select(text => (w.StoreId, Text: text, w.Orders)))
            .GroupBy(w => (w.StoreId, w.Text)).ToDictionary(g => g.Key, g => g.Sum(w => w.Orders));
        var mappings = await db.CarrierMappings.AsNoTracking().ToListAsync(cancellation);
        return mappings.ConvertAll(m => new ClusteredText(
            m.StoreId, m.ChannelText, carriers[m.CarrierId].MergedIntoId ?? m.CarrierId, orders.GetValueOrDefault((m.StoreId, m.ChannelText))));
    }
}
