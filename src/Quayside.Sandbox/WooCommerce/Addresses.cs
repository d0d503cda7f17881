using System.Text.Json;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>The shop's addresses: the home it claims, and where it is really reached.</summary>
internal sealed class Addresses(string home, string origin)
{
    /// <summary>Without a trailing slash.</summary>
    public string Home => home;

    public string Api => $"{home}/wp-json/wc/v3";

    public string Page(PracticeProduct product, PracticeVariation? variation)
    {
        var page = $"{home}/product/{product.Slug}/";
        if (variation is null)
        {
            return page;
        }

        var choices = variation.Parent.Options.Zip(variation.Choices).Where(pair => pair.Second is not null)
            .Select(pair => $"attribute_{(pair.First.TaxonomyId > 0 ? "pa_" : "")}{Words.Slug(pair.First.Name)}={Uri.EscapeDataString(pair.Second!)}");
        return $"{page}?{string.Join('&', choices)}";
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
