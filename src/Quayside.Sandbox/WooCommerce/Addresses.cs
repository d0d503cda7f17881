using System.Text.Json;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>The shop's addresses: the home it claims, and where it is really reached.</summary>
internal sealed class Addresses(string home, string origin, bool plainPermalinks)
{
    /// <summary>Without a trailing slash.</summary>
    public string Home => home;

    /// <summary>Where WordPress says its API is, as in the Link header of every page.</summary>
    public string Root => plainPermalinks ? $"{home}/index.php?rest_route=/" : $"{home}/wp-json/";

    public string Api => $"{Root}wc/v3";

    public string Page(PracticeProduct product, PracticeVariation? variation)
    {
        var page = plainPermalinks ? $"{home}/?product={product.Slug}" : $"{home}/product/{product.Slug}/";
        if (variation is null)
        {
            return page;
        }

        var choices = variation.Parent.Options.Zip(variation.Choices).Where(pair => pair.Second is not null)
            .Select(pair => $"attribute_{VariationShape.OptionSlug(pair.First, ofProduct: false)}={Uri.EscapeDataString(pair.First.TaxonomyId > 0 ? Words.Slug(pair.Second!) : pair.Second!)}");
        return $"{page}{(plainPermalinks ? '&' : '?')}{string.Join('&', choices)}";
    }

    /// <summary>Always on the address that answers, so that a browser can load it.</summary>
    public string Image(PracticeProduct product, int number) => $"{origin}/wp-content/uploads/{product.Slug}-{number}.svg";
}

internal static class Links
{
    public static readonly string[] All = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    public static readonly string[] ReadOnly = ["GET"];
    public static readonly string[] NoDelete = ["GET", "POST", "PUT", "PATCH"];

    /// <param name="self">Path below the API; null writes no self.</param>
    /// <param name="allow">Empty writes no hints.</param>
    public static void Write(RowWriter writer, Addresses addresses, string? self, string[] allow, string collection, IReadOnlyList<(string Rel, string Path)> more)
    {
        if (!writer.Begins("_links"))
        {
            return;
        }

        var json = writer.Json;
        json.WriteStartObject();
        if (self is not null)
        {
            Write(json, addresses, "self", self, allow);
        }

        Write(json, addresses, "collection", collection, []);
        foreach (var (rel, path) in more)
        {
            Write(json, addresses, rel, path, []);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Addresses addresses, string rel, string path, string[] allow)
    {
        json.WriteStartArray(rel);
        json.WriteStartObject();
        if (rel == "email_templates")
        {
            json.WriteBoolean("embeddable", true);
        }

        json.WriteString("href", $"{addresses.Api}/{path}");
        if (allow.Length > 0)
        {
            json.WriteStartObject("targetHints");
            json.WriteStartArray("allow");
            foreach (var method in allow)
            {
                json.WriteStringValue(method);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }
}
