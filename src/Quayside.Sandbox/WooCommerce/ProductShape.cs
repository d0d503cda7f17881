using System.Globalization;
using System.Text.Json;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>Products, and variations where they are answered as products (searched by SKU, or asked for under /products/).</summary>
internal sealed class ProductShape(ShopOptions options, Addresses addresses)
{
    private readonly TimeSpan _offset = TimeSpan.FromHours(options.GmtOffsetHours);

    public void Write(Utf8JsonWriter json, PracticeSellable row, FieldFilter fields)
    {
        var writer = new RowWriter(json, fields);
        json.WriteStartObject();
        var product = row as PracticeProduct ?? ((PracticeVariation)row).Parent;
        WriteIdentity(writer, row, product);
        SellableShape.WritePrices(writer, row, PriceOf(row), OnSale(row));
        writer.Flag("purchasable", product.Type is not ("grouped" or "external") && PriceOf(row).Length > 0);
        WriteSales(writer, row, product);
        SellableShape.WriteStock(writer, row, withStatus: false);
        writer.Flag("sold_individually", false);
        WriteShelf(writer, row, product);
        WriteLinks(writer, row);
        json.WriteEndObject();
    }

    public static string PriceOf(PracticeSellable row) => row is PracticeProduct { Type: "variable" } variable
        ? SellableShape.Price(variable.Variations.Where(variation => variation.Price is not null).Min(variation => variation.Price))
        : SellableShape.Price(row.Price);

    private static bool OnSale(PracticeSellable row) =>
        row is PracticeProduct { Type: "variable" } variable ? variable.Variations.Exists(variation => variation.OnSale) : row.OnSale;

    private void WriteIdentity(RowWriter writer, PracticeSellable row, PracticeProduct product)
    {
        var variation = row as PracticeVariation;
        var unpublished = product.Status is "draft" or "pending";
        writer.Number("id", row.Id);
        writer.Text("name", variation is null ? product.Name : $"{product.Name} - {VariationShape.Name(variation)}");
        writer.Text("slug", unpublished ? "" : variation is null ? product.Slug : $"{product.Slug}-{Words.Slug(VariationShape.Name(variation))}");
        writer.Text("permalink", unpublished ? $"{addresses.Home}/?post_type=product&p={product.Id}" : addresses.Page(product, variation));
        writer.Dates("date_created", row.CreatedAt, _offset);
        writer.Dates("date_modified", row.ModifiedAt, _offset);
        writer.Text("type", variation is null ? product.Type : "variation");
        writer.Text("status", row.Status);
        writer.Flag("featured", variation is null && product.Id % 17 == 0);
        writer.Text("catalog_visibility", "visible");
        writer.Text("description", variation is null ? product.Description : "");
        writer.Text("short_description", "");
        writer.Text("sku", variation?.ShownSku ?? row.Sku);
    }

    private static void WriteSales(RowWriter writer, PracticeSellable row, PracticeProduct product)
    {
        if (row is PracticeVariation)
        {
            // Text for a variation, a number for a product: recorded so.
            writer.Text("total_sales", "0");
        }
        else
        {
            writer.Number("total_sales", 0);
        }

        SellableShape.WriteDownloads(writer);
        writer.Text("external_url", product.ExternalUrl);
        writer.Text("button_text", product.ExternalUrl.Length > 0 ? "Buy at our partner's" : "");
        writer.Text("tax_status", "taxable");
        writer.Text("tax_class", "");
    }

    private void WriteShelf(RowWriter writer, PracticeSellable row, PracticeProduct product)
    {
        SellableShape.WriteSize(writer);
        writer.Flag("shipping_required", true);
        writer.Flag("shipping_taxable", true);
        writer.Text("shipping_class", "");
        writer.Number("shipping_class_id", 0);
        writer.Flag("reviews_allowed", row is PracticeProduct);
        writer.Text("average_rating", "0.00");
        writer.Number("rating_count", 0);
        writer.EmptyList("upsell_ids");
        writer.EmptyList("cross_sell_ids");
        writer.Number("parent_id", row is PracticeVariation ? product.Id : 0);
        writer.Text("purchase_note", "");
        WriteTerms(writer, row, product);
        WriteImages(writer, product);
        WriteAttributes(writer, row, product);
        writer.EmptyList("default_attributes");
        WriteIds(writer, "variations", row is PracticeVariation ? [] : product.Variations.Where(variation => variation.Status != "trash").Select(variation => variation.Id));
        WriteIds(writer, "grouped_products", product.Grouped);
        writer.Number("menu_order", 0);
        writer.Text("price_html", SellableShape.PriceHtml(PriceOf(row), options.Currency));
        WriteIds(writer, "related_ids", []);
        SellableShape.WriteMeta(writer, row.Meta, row is PracticeProduct { MetaAsObject: true });
        writer.Text("stock_status", row.StockStatus);
        writer.Flag("has_options", row is PracticeProduct { Type: "variable" });
        writer.Text("post_password", "");
        writer.Text("global_unique_id", row.Gtin);
    }

    private static void WriteTerms(RowWriter writer, PracticeSellable row, PracticeProduct product)
    {
        if (writer.Begins("categories"))
        {
            var category = row is PracticeVariation ? "Uncategorized" : product.Category;
            WriteTerm(writer.Json, [(Terms.Category(category), category)]);
        }

        if (writer.Begins("brands"))
        {
            WriteTerm(writer.Json, row is PracticeVariation || product.Brand.Length == 0 ? [] : [(Terms.Brand(product.Brand), product.Brand)]);
        }

        writer.EmptyList("tags");
    }

    private static void WriteTerm(Utf8JsonWriter json, (int Id, string Name)[] terms)
    {
        json.WriteStartArray();
        foreach (var (id, name) in terms)
        {
            json.WriteStartObject();
            json.WriteNumber("id", id);
            json.WriteString("name", name);
            json.WriteString("slug", Words.Slug(name));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteImages(RowWriter writer, PracticeProduct product)
    {
        if (!writer.Begins("images"))
        {
            return;
        }

        writer.Json.WriteStartArray();
        for (var number = 1; number <= product.Images; number++)
        {
            SellableShape.WriteImage(writer.Json, addresses, product, number, _offset, withSizes: true);
        }

        writer.Json.WriteEndArray();
    }

    private static void WriteAttributes(RowWriter writer, PracticeSellable row, PracticeProduct product)
    {
        if (row is PracticeVariation variation)
        {
            VariationShape.WriteAttributes(writer, variation);
            return;
        }

        if (!writer.Begins("attributes"))
        {
            return;
        }

        var json = writer.Json;
        json.WriteStartArray();
        for (var position = 0; position < product.Options.Count; position++)
        {
            var option = product.Options[position];
            json.WriteStartObject();
            json.WriteNumber("id", option.TaxonomyId);
            json.WriteString("name", option.Name);
            json.WriteString("slug", VariationShape.OptionSlug(option, ofProduct: true));
            json.WriteNumber("position", position);
            json.WriteBoolean("visible", true);
            json.WriteBoolean("variation", product.Type == "variable");
            json.WriteStartArray("options");
            foreach (var value in option.Values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteIds(RowWriter writer, string name, IEnumerable<long> ids)
    {
        if (!writer.Begins(name))
        {
            return;
        }

        writer.Json.WriteStartArray();
        foreach (var id in ids)
        {
            writer.Json.WriteNumberValue(id);
        }

        writer.Json.WriteEndArray();
    }

    private void WriteLinks(RowWriter writer, PracticeSellable row)
    {
        var id = row.Id.ToString(CultureInfo.InvariantCulture);
        var up = row is PracticeVariation variation ? $"products/{variation.Parent.Id}" : null;
        Links.Write(writer, addresses, $"products/{id}", Links.All, "products", up is null ? [] : [("up", up)]);
    }
}
