using Quayside.Orders;
using Quayside.Stores;

namespace Quayside.Ui;

/// <summary>One thing that needs a person: its cause and its remedy.</summary>
public sealed record AttentionItem(Tone Tone, string Title, string Cause, string Remedy, string Href)
{
    /// <summary>What needs a person now, most costly first.</summary>
    public static IReadOnlyList<AttentionItem> List(
        IReadOnlyList<StoreView> stores, IReadOnlyDictionary<long, SyncSessionView> sessions, Needs needs) =>
    [
        .. stores.Where(s => s.Health == StoreHealth.NeedsReauth).Select(s => new AttentionItem(
            Tone.Need, $"{s.Name} no longer lets Quayside in", s.HealthText ?? "The shop refuses its keys. Nothing new comes in until you sign in again; all links stay.",
            "Sign in again", $"/stores/{s.Id}/access")),
        .. stores.Where(s => s.Health == StoreHealth.Stopped).Select(s => new AttentionItem(
            Tone.Need, $"{s.Name} has stopped", s.HealthText ?? "Something in this store needs a look.", "Look at it", $"/stores/{s.Id}")),
        .. stores.Where(s => s.Health is StoreHealth.Ok or StoreHealth.Waiting && sessions.GetValueOrDefault(s.Id)?.State == SyncState.Failed)
            .Select(s => new AttentionItem(
                Tone.Need, $"The last sync of {s.Name} failed", sessions[s.Id].Text ?? "What came in before is kept.", "Look at it", $"/stores/{s.Id}")),
        .. OrderAttentions.All.SelectMany(a => Counted(
            needs.Orders.GetValueOrDefault(a.Reason), Tone.Need, a.Title, a.Cause, "Show", $"/orders?show=attention&reason={a.Reason}")),
        .. needs.Quarantined.OrderByDescending(q => q.Value).Select(q => new AttentionItem(
            Tone.Need, $"{Figures.Of(q.Value, "record")} of {NameOf(stores, q.Key)} could not be read",
            "They are kept apart with what the shop sent, and can be read again.", "Show", $"/stores/{q.Key}#quarantine")),
        .. needs.Unproven.Select(u => new AttentionItem(
            Tone.Need, $"{Figures.Of(u.Value, "day")} of orders of {NameOf(stores, u.Key)} {(u.Value == 1 ? "is" : "are")} not proven complete",
            "The shop's orders of these days and those kept here differ. The next comparison tries again by itself.", "Show", $"/stores/{u.Key}#coverage")),
        .. needs.SilentStores.Select(id => new AttentionItem(
            Tone.Need, $"{NameOf(stores, id)} does not send its webhooks", "Its changes still come in with every sync, only later.", "Look at it", $"/stores/{id}#webhooks")),
        .. Counted(needs.SkuChanges, Tone.Wait, n => $"{n} {(n == "1" ? "SKU" : "SKUs")} changed in a shop",
            "The stock item stays as it was until you say whether it is the same product still.", "Decide", "/catalogue/sku-changes"),
        .. Counted(needs.Conflicts, Tone.Wait, n => $"{n} {(n == "1" ? "variation shares its SKU" : "variations share their SKU")} with another product",
            "Each keeps an item of its own until you say which are one thing.", "Decide", "/mapping?group=twiceinstore"),
        .. Counted(needs.Proposals, Tone.Wait, n => $"{n} {(n == "1" ? "product" : "products")} may be sold in two stores without one stock",
            "Quayside has proposals, the surest first. Nothing is linked before you say so.", "Decide", "/mapping"),
        .. Counted(needs.Discrepancies, Tone.Wait, n => $"{n} {(n == "1" ? "item has" : "items have")} another figure in a shop",
            "Both figures stand side by side until a count settles them.", "Show", "/inventory?differs=yes"),
        .. Counted(needs.UnlinkedVariations, Tone.Wait, n => $"{n} {(n == "1" ? "variation is" : "variations are")} linked to no stock item",
            "Its sales take nothing from your stock.", "Decide", "/mapping?group=noproposal"),
    ];

    private static IEnumerable<AttentionItem> Counted(
        int count, Tone tone, Func<string, string> title, string cause, string remedy, string href)
    {
        if (count > 0)
        {
            var text = count > GetOverview.CountedTo ? $"More than {Figures.Count(GetOverview.CountedTo)}" : Figures.Count(count);
            yield return new AttentionItem(tone, title(text), cause, remedy, href);
        }
    }

    private static string NameOf(IReadOnlyList<StoreView> stores, long id) => stores.FirstOrDefault(s => s.Id == id)?.Name ?? "a store";
}
