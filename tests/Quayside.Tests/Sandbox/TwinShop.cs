using System.Globalization;
using System.Text.Json.Nodes;
using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

/// <summary>Gives a practice shop the facts of the recorded one, so that its answers can be held against the recordings.</summary>
internal static class TwinShop
{
    private const int ProductsRecorded = 261;
    private static readonly DateTimeOffset Past = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    public static void Become(ShopData data)
    {
        var bodies = RecordedExchange.Names.Select(name => RecordedExchange.Read(name, "https://shop.example")).ToList();
        data.Edit(shop =>
        {
            shop.Products.Clear();
            shop.Orders.Clear();
            var rows = bodies.SelectMany(exchange => exchange.Body as JsonArray ?? []).OfType<JsonObject>().ToList();
            AddProducts(shop, rows.Where(row => row["type"]?.GetValue<string>() is "simple" or "variable" or "grouped" or "external"));
            AddVariations(shop, rows.Where(row => row["type"]?.GetValue<string>() == "variation" && row.ContainsKey("image")));
            var singles = bodies.Select(exchange => exchange.Body).OfType<JsonObject>();
            AddOrders(shop, rows.Concat(singles).Where(row => row.ContainsKey("line_items") && row.ContainsKey("billing")));
            Fill(shop, bodies.Single(exchange => exchange.Name == "reports-orders-totals").Body!.AsArray());
        });
    }

    private static void AddProducts(ShopData shop, IEnumerable<JsonObject> rows)
    {
        foreach (var row in rows.DistinctBy(Id).OrderBy(Id))
        {
            var product = new PracticeProduct
            {
                Id = Id(row),
                Name = Text(row, "name"),
                Slug = Text(row, "slug"),
                Type = Text(row, "type"),
                Description = Text(row, "description"),
                ExternalUrl = Text(row, "external_url"),
                CreatedAt = Date(row, "date_created_gmt"),
                ModifiedAt = Date(row, "date_modified_gmt"),
                Meta = Meta(row),
            };
            Sellable(product, row, Text(row, "sku"));
            product.Grouped.AddRange(row["grouped_products"]!.AsArray().Select(id => id!.GetValue<long>()));
            product.Options.AddRange(row["attributes"]!.AsArray().Select(option => new PracticeOption(
                option!["id"]!.GetValue<int>(), option["name"]!.GetValue<string>(), [.. option["options"]!.AsArray().Select(value => value!.GetValue<string>())])));
            shop.Products.Add(product);
        }
    }

    private static void AddVariations(ShopData shop, IEnumerable<JsonObject> rows)
    {
        foreach (var row in rows.DistinctBy(Id).OrderBy(Id))
        {
            var parent = shop.Products.Single(product => product.Id == row["parent_id"]!.GetValue<long>());
            var choices = row["attributes"]!.AsArray().ToDictionary(choice => choice!["name"]!.GetValue<string>(), choice => choice!["option"]!.GetValue<string>());
            var variation = new PracticeVariation
            {
                Id = Id(row),
                Parent = parent,
                Choices = [.. parent.Options.Select(option => choices.GetValueOrDefault(option.Name))],
                CreatedAt = Date(row, "date_created_gmt"),
                ModifiedAt = Date(row, "date_modified_gmt"),
                Meta = Meta(row),
            };
            Sellable(variation, row, Text(row, "sku") == parent.Sku ? "" : Text(row, "sku"));
            parent.Variations.Add(variation);
        }
    }

    private static void Sellable(PracticeSellable sellable, JsonObject row, string sku)
    {
        sellable.Status = Text(row, "status");
        sellable.Sku = sku;
        sellable.Gtin = Text(row, "global_unique_id");
        sellable.RegularPrice = Amount(row, "regular_price");
        sellable.SalePrice = Amount(row, "sale_price");
        sellable.ManagesStock = row["manage_stock"]!.GetValueKind() == System.Text.Json.JsonValueKind.True;
        sellable.Stock = row["stock_quantity"]?.GetValue<decimal>();
        sellable.Backorders = Text(row, "backorders");
        sellable.UncountedStatus = Text(row, "stock_status");
    }

    private static void AddOrders(ShopData shop, IEnumerable<JsonObject> rows)
    {
        foreach (var row in rows.DistinctBy(Id).OrderBy(Id))
        {
            shop.Orders.Add(TwinOrder.Of(row));
            foreach (var line in row["line_items"]!.AsArray().OfType<JsonObject>())
            {
                var id = line["product_id"]!.GetValue<long>();
                if (id > 0 && shop.Products.TrueForAll(product => product.Id != id))
                {
                    shop.Products.Add(Plain(id, Text(line, "name"), line["sku"]!.GetValue<string>()));
                }
            }
        }
    }

    // As many rows as were recorded, so that totals, pages and links are the same too.
    private static void Fill(ShopData shop, JsonArray totals)
    {
        foreach (var parent in shop.Products.Where(product => product.Type == "variable" && product.Variations.Count == 0))
        {
            parent.Variations.AddRange(Enumerable.Range(30, 3).Select(id => new PracticeVariation
            {
                Id = id,
                Parent = parent,
                Choices = [.. parent.Options.Select(option => option.Values[id % 3])],
                RegularPrice = 15 + id % 2 * 5,
                CreatedAt = parent.CreatedAt,
                ModifiedAt = parent.ModifiedAt,
            }));
        }

        for (var id = 5000L; shop.Products.Count < ProductsRecorded; id++)
        {
            shop.Products.Add(Plain(id, $"Filler {id}", $"FILL-{id}"));
        }

        shop.Products.Sort((left, right) => left.Id.CompareTo(right.Id));
        foreach (var (status, total) in totals.Select(row => (row!["slug"]!.GetValue<string>(), row["total"]!.GetValue<int>())))
        {
            var missing = total - shop.Orders.Count(order => order.Status == status);
            shop.Orders.AddRange(Enumerable.Range(1, missing).Select(_ => new PracticeOrder { Id = 10_000 + shop.Orders.Count, Status = status, Currency = "EUR", PlacedAt = Past, ModifiedAt = Past }));
        }

        shop.Orders.Sort((left, right) => left.Id.CompareTo(right.Id));
    }

    private static PracticeProduct Plain(long id, string name, string sku) =>
        new() { Id = id, Name = name, Slug = $"plain-{id}", Sku = sku, RegularPrice = 1, CreatedAt = Past, ModifiedAt = Past };

    private static List<PracticeMeta> Meta(JsonObject row) =>
        [.. row["meta_data"]!.AsArray().Select(meta => new PracticeMeta(meta!["id"]!.GetValue<long>(), meta["key"]!.GetValue<string>(), meta["value"]?.DeepClone()))];

    public static long Id(JsonObject row) => row["id"]!.GetValue<long>();

    public static string Text(JsonNode row, string name) => row[name]!.GetValue<string>();

    public static decimal? Amount(JsonNode row, string name) =>
        Text(row, name) is { Length: > 0 } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;

    public static DateTimeOffset Date(JsonNode row, string name) => DateTimeOffset.Parse(Text(row, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
