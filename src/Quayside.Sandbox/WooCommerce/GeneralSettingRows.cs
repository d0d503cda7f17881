using System.Globalization;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>The twenty general settings, with the choices shortened to what a practice shop needs.</summary>
internal static class GeneralSettingRows
{
    public static IEnumerable<JsonObject> All(ShopOptions options) =>
    [
        Row("woocommerce_store_address", "Address line 1", "text", "", "Practice Quay 1"),
        Row("woocommerce_store_address_2", "Address line 2", "text", "", ""),
        Row("woocommerce_store_city", "City", "text", "", "Proefstad"),
        Row("woocommerce_default_country", "Country / State", "select", "US:CA", "NL", Choices("DE", "NL", "US:CA")),
        Row("woocommerce_store_postcode", "Postcode / ZIP", "text", "", "1234AB"),
        Row("woocommerce_allowed_countries", "Selling location(s)", "select", "all", "all", Choices("all", "all_except", "specific")),
        List("woocommerce_all_except_countries", "Sell to all countries, except for&hellip;"),
        List("woocommerce_specific_allowed_countries", "Sell to specific countries"),
        Row("woocommerce_ship_to_countries", "Shipping location(s)", "select", "", "", Choices("", "all", "specific", "disabled")),
        List("woocommerce_specific_ship_to_countries", "Ship to specific countries"),
        Row("woocommerce_default_customer_address", "Default customer location", "select", "base", "base", Choices("", "base", "geolocation")),
        Row("woocommerce_address_autocomplete_enabled", "Address autocomplete", "checkbox", "no", "no"),
        Row("woocommerce_calc_taxes", "Enable taxes", "checkbox", "no", "yes"),
        Row("woocommerce_enable_coupons", "Enable coupons", "checkbox", "yes", "yes"),
        Row("woocommerce_calc_discounts_sequentially", "", "checkbox", "no", "no"),
        Row("woocommerce_currency", "Currency", "select", "USD", options.Currency, Choices("EUR", "GBP", "JPY", "SGD", "USD")),
        Row("woocommerce_currency_pos", "Currency position", "select", "left", "left", Choices("left", "right", "left_space", "right_space")),
        Row("woocommerce_price_thousand_sep", "Thousand separator", "text", ",", ","),
        Row("woocommerce_price_decimal_sep", "Decimal separator", "text", ".", "."),
        Row("woocommerce_price_num_decimals", "Number of decimals", "number", "2", Currencies.Decimals(options.Currency).ToString(CultureInfo.InvariantCulture)),
    ];

    private static JsonObject Row(string id, string label, string type, string preset, string value, JsonObject? choices = null)
    {
        var row = new JsonObject { ["id"] = id, ["label"] = label, ["description"] = "", ["type"] = type, ["default"] = preset };
        if (choices is not null)
        {
            row["options"] = choices;
        }

        row["tip"] = "";
        row["value"] = value;
        return row;
    }

    private static JsonObject List(string id, string label) => new()
    {
        ["id"] = id,
        ["label"] = label,
        ["description"] = "",
        ["type"] = "multiselect",
        ["default"] = "",
        ["value"] = "",
        ["options"] = Choices("DE", "NL", "US"),
    };

    private static JsonObject Choices(params string[] choices) => new(choices.Select(choice => KeyValuePair.Create(choice, (JsonNode?)choice)));
}
