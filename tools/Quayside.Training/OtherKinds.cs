using System.Net;
using System.Text.Json;
using Quayside.SkuLinks.Matching;

namespace Quayside.Training;

/// <summary>Sets of other kinds, so that what no set like it was learned from goes better: one sort of product in many shops, and a marketplace with its accessories.</summary>
internal static class OtherKinds
{
    private const int MostOffers = 7;
    private const int LongestTitle = 200;

    public static IEnumerable<LabelledSet> All(string folder) =>
    [
        .. Televisions(Path.Combine(folder, "tvs/TVs-all-merged.json")).Shapes(3),
        .. MemoryCards(Path.Combine(folder, "memory-cards/altosight.csv")).Shapes(4),
        .. ((string[])["headphones", "phones", "tvs"]).Select(kind => Marketplace(Path.Combine(folder, "marketplace", kind + ".txt"), kind)),
    ];

    // Offers of three shops by the maker's model; four in five have no second offer. Those of Amazon are left out: Walmart-Amazon may list the same pages.
    private static Clusters Televisions(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var clusters = new Clusters("tvs");
        var alone = new List<MatchProduct>();
        foreach (var model in json.RootElement.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            var offers = model.Value.EnumerateArray().Where(o => o.GetProperty("shop").GetString() != "amazon.com").Select((offer, i) => new MatchProduct
            {
                Id = $"{model.Name}-{i}",
                Title = WithoutShop(offer.GetProperty("title").GetString()!),
                Brand = offer.GetProperty("featuresMap").TryGetProperty("Brand", out var brand) ? brand.GetString() : null,
                Store = offer.GetProperty("shop").GetString(),
            }).ToList();
            clusters.Add(offers, MostOffers);
            alone.AddRange(offers.Count == 1 ? offers : []);
        }

        clusters.AddStrangers(alone);
        return clusters;
    }

    // A page's title says whose it is; a product list does not.
    private static string WithoutShop(string title) =>
        Said(title.Replace("Newegg.com - ", "", StringComparison.Ordinal).Replace(" - Best Buy", "", StringComparison.Ordinal).Replace(" - TheNerds.net", "", StringComparison.Ordinal));

    // Memory cards and sticks from shops of many languages, by exact model and size. A title under two numbers says nothing of either.
    private static Clusters MemoryCards(string file)
    {
        var offers = Sources.Rows(file).Select(row => (Product: row["id"], Title: Said(row["name"]))).Where(o => o.Title.Length > 0).Distinct().ToList();
        var several = offers.GroupBy(o => o.Title).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var clusters = new Clusters("memory-cards");
        foreach (var product in offers.Where(o => !several.Contains(o.Title)).GroupBy(o => o.Product).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            clusters.Add(Sources.Shuffled(product.Select(o => o.Title).Order(StringComparer.Ordinal).Select(t => new MatchProduct { Id = "", Title = t })), MostOffers);
        }

        return clusters;
    }

    // Offers of eBay and twenty shops; the masters bear the plain names they were labelled with. What is an accessory has no master.
    private static LabelledSet Marketplace(string file, string kind)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var (masters, listings, links) = (new Dictionary<string, MatchProduct>(StringComparer.OrdinalIgnoreCase), new List<MatchProduct>(), new HashSet<(string, string)>());
        foreach (var offer in json.RootElement.EnumerateArray())
        {
            var name = Said(offer.GetProperty("normalized_product_name").GetString()!);
            var title = Said(Quoted(offer.GetProperty("product-name").GetString()!));
            if (title.Length == 0)
            {
                continue;
            }

            var listing = new MatchProduct { Id = $"L{listings.Count}", Title = title, Store = new Uri(offer.GetProperty("url").GetString()!).Host };
            listings.Add(listing);
            if (!name.StartsWith("accessory", StringComparison.OrdinalIgnoreCase))
            {
                masters.TryAdd(name, new MatchProduct { Id = $"M{masters.Count}", Title = name });
                links.Add((masters[name].Id, listing.Id));
            }
        }

        return new LabelledSet("marketplace/" + kind, "marketplace", [.. masters.Values], listings, links);
    }

    // "Details about  ?Shure SE215 headphones"@en "Shure SE215 headphones"@en
    private static string Quoted(string names)
    {
        var end = names.IndexOf("\"@", StringComparison.Ordinal);
        var first = (end < 0 ? names : names[..end]).Trim().Trim('"').Trim();
        return first.StartsWith("Details about", StringComparison.Ordinal) ? first["Details about".Length..].Trim().TrimStart('?', '\uFFFD') : first;
    }

    private static string Said(string text)
    {
        var said = string.Join(' ', WebUtility.HtmlDecode(text).Replace("\\n", " ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return said.Length <= LongestTitle ? said : said[..LongestTitle];
    }
}
