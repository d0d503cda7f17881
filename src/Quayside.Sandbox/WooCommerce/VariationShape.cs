using System.Text.Json;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>Variations as /products/{id}/variations and /variations write them.</summary>
internal sealed class VariationShape(ShopOptions options, Addresses addresses)
{
    private readonly TimeSpan _offset = TimeSpan.FromHours(options.GmtOffsetHours);

    /// <param name="flat">From /variations, whose links point nowhere useful: recorded so.</param>
    public void Write(Utf8JsonWriter json, PracticeVariation variation, FieldFilter fields, bool flat)
    {
        var writer = new RowWriter(json, fields);
        json.WriteStartObject();
        writer.Number("id", variation.Id);
        writer.Text("type", "variation");
        writer.Dates("date_created", variation.CreatedAt, _offset);
        writer.Dates("date_modified", variation.ModifiedAt, _offset);
        writer.Text("description", "");
        writer.Text("permalink", addresses.Page(variation.Parent, variation));
        writer.Text("sku", variation.ShownSku);
        writer.Text("global_unique_id", variation.Gtin);
        SellableShape.WritePrices(writer, variation, SellableShape.Price(variation.Price), variation.OnSale);
        writer.Text("status", variation.Status);
        writer.Flag("purchasable", variation.Status == "publish" && variation.Price is not null);
        SellableShape.WriteDownloads(writer);
        writer.Text("tax_status", "taxable");
        writer.Text("tax_class", "");
        SellableShape.WriteStock(writer, variation, withStatus: true);
        SellableShape.WriteSize(writer);
        writer.Text("shipping_class", "");
        writer.Number("shipping_class_id", 0);
        WriteImage(writer, variation);
        writer.EmptyList("gallery_image_ids");
        WriteAttributes(writer, variation);
        writer.Number("menu_order", 0);
        SellableShape.WriteMeta(writer, variation.Meta, asObject: false);
        writer.Text("name", Name(variation));
        writer.Number("parent_id", variation.Parent.Id);
        WriteLinks(writer, variation, flat);
        json.WriteEndObject();
    }

    public static string Name(PracticeVariation variation) => string.Join(", ", variation.Choices.Where(choice => choice is not null));

    public static void WriteAttributes(RowWriter writer, PracticeVariation variation)
    {
        if (!writer.Begins("attributes"))
        {
            return;
        }

        var json = writer.Json;
        json.WriteStartArray();
        foreach (var (option, choice) in variation.Parent.Options.Zip(variation.Choices))
        {
            // "Any" is not written at all.
            if (choice is not null)
            {
                json.WriteStartObject();
                json.WriteNumber("id", option.TaxonomyId);
                json.WriteString("name", option.Name);
                json.WriteString("slug", OptionSlug(option, ofProduct: false));
                json.WriteString("option", choice);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    /// <summary>pa_colour for the shop's own attributes. A product's private ones keep their capitals on the product and lose them on its variations.</summary>
    public static string OptionSlug(PracticeOption option, bool ofProduct) =>
        option.TaxonomyId > 0 ? $"pa_{Words.Slug(option.Name)}" : ofProduct ? option.Name : Words.Slug(option.Name);

    private void WriteImage(RowWriter writer, PracticeVariation variation)
    {
        if (!writer.Begins("image"))
        {
            return;
        }

        if (variation.HasImage)
        {
            SellableShape.WriteImage(writer.Json, addresses, variation.Parent, 100 + variation.Parent.Variations.IndexOf(variation), _offset, withSizes: false);
        }
        else
        {
            writer.Json.WriteNullValue();
        }
    }

    private void WriteLinks(RowWriter writer, PracticeVariation variation, bool flat)
    {
        if (flat)
        {
            Links.Write(writer, addresses, $"variations/{variation.Id}", [], "variations", [("up", "products/0")]);
        }
        else
        {
            var list = $"products/{variation.Parent.Id}/variations";
            Links.Write(writer, addresses, $"{list}/{variation.Id}", Links.All, list, [("up", $"products/{variation.Parent.Id}")]);
        }
    }
}
