using System.Globalization;
using System.Text.Json;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>What products and variations write alike.</summary>
internal static class SellableShape
{
    /// <summary>As it was typed: 1.00 stays 1.00.</summary>
    public static string Price(decimal? price) => price?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static void WritePrices(RowWriter writer, PracticeSellable row, string price, bool onSale)
    {
        writer.Text("price", price);
        writer.Text("regular_price", Price(row.RegularPrice));
        writer.Text("sale_price", Price(row.SalePrice));
        foreach (var edge in (string[])["date_on_sale_from", "date_on_sale_from_gmt", "date_on_sale_to", "date_on_sale_to_gmt"])
        {
            writer.Null(edge);
        }

        writer.Flag("on_sale", onSale);
    }

    public static void WriteDownloads(RowWriter writer)
    {
        writer.Flag("virtual", false);
        writer.Flag("downloadable", false);
        writer.EmptyList("downloads");
        writer.Number("download_limit", -1);
        writer.Number("download_expiry", -1);
    }

    public static void WriteStock(RowWriter writer, PracticeSellable row, bool withStatus)
    {
        var counter = row is PracticeVariation { SharesStock: true } sharing ? sharing.Parent : row;
        if (writer.Begins("manage_stock"))
        {
            if (counter != row)
            {
                writer.Json.WriteStringValue("parent");
            }
            else
            {
                writer.Json.WriteBooleanValue(row.ManagesStock);
            }
        }

        writer.Number("stock_quantity", counter.ManagesStock ? counter.Stock : null);
        if (withStatus)
        {
            writer.Text("stock_status", counter.StockStatus);
        }

        writer.Text("backorders", counter.Backorders);
        writer.Flag("backorders_allowed", counter.Backorders != "no");
        writer.Flag("backordered", counter.StockStatus == "onbackorder");
        writer.Null("low_stock_amount");
    }

    public static void WriteSize(RowWriter writer)
    {
        writer.Text("weight", "");
        if (writer.Begins("dimensions"))
        {
            writer.Json.WriteStartObject();
            writer.Json.WriteString("length", "");
            writer.Json.WriteString("width", "");
            writer.Json.WriteString("height", "");
            writer.Json.WriteEndObject();
        }
    }

    /// <param name="asObject">With numbers for keys, as PHP writes an array with gaps.</param>
    public static void WriteMeta(RowWriter writer, IReadOnlyList<PracticeMeta> meta, bool asObject)
    {
        if (!writer.Begins("meta_data"))
        {
            return;
        }

        meta = [.. meta.Where(row => writer.SendsMeta(row.Key))];
        var json = writer.Json;
        if (asObject)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartArray();
        }

        for (var index = 0; index < meta.Count; index++)
        {
            if (asObject)
            {
                json.WritePropertyName((index + 1).ToString(CultureInfo.InvariantCulture));
            }

            WriteOne(json, meta[index]);
        }

        if (asObject)
        {
            json.WriteEndObject();
        }
        else
        {
            json.WriteEndArray();
        }
    }

    public static void WriteImage(Utf8JsonWriter json, Addresses addresses, PracticeProduct product, int number, TimeSpan offset, bool withSizes)
    {
        var source = addresses.Image(product, number);
        var row = new RowWriter(json, FieldFilter.Everything);
        json.WriteStartObject();
        json.WriteNumber("id", 1_000_000 + product.Id * 1000 + number);
        row.Dates("date_created", product.CreatedAt, offset);
        row.Dates("date_modified", product.CreatedAt, offset);
        json.WriteString("src", source);
        json.WriteString("name", product.Slug);
        json.WriteString("alt", "");
        if (withSizes)
        {
            json.WriteString("srcset", "");
            json.WriteString("sizes", "(max-width: 600px) 100vw, 600px");
            json.WriteString("thumbnail", source);
        }

        json.WriteEndObject();
    }

    public static string PriceHtml(string price, string currency) => price.Length == 0
        ? ""
        : $"<span class=\"woocommerce-Price-amount amount\"><bdi><span class=\"woocommerce-Price-currencySymbol\" translate=\"no\">{Currencies.Entity(currency)}</span>{price}</bdi></span>";

    private static void WriteOne(Utf8JsonWriter json, PracticeMeta meta)
    {
        json.WriteStartObject();
        json.WriteNumber("id", meta.Id);
        json.WriteString("key", meta.Key);
        json.WritePropertyName("value");
        if (meta.Value is null)
        {
            json.WriteNullValue();
        }
        else
        {
            meta.Value.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
