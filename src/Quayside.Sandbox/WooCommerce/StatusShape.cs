using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>The system status, the settings and the small data routes.</summary>
internal sealed class StatusShape(ShopOptions options, Addresses addresses)
{
    public JsonObject SystemStatus() => new()
    {
        ["environment"] = Environment(),
        ["database"] = new JsonObject { ["wc_database_version"] = options.Version, ["database_prefix"] = "wp_" },
        ["active_plugins"] = new JsonArray(new JsonObject
        {
            ["plugin"] = "woocommerce/woocommerce.php",
            ["name"] = "WooCommerce",
            ["version"] = options.Version,
            ["version_latest"] = options.Version,
            ["url"] = "https://woocommerce.com/",
            ["author_name"] = "Automattic",
            ["author_url"] = "https://woocommerce.com",
            ["network_activated"] = false,
        }),
        ["inactive_plugins"] = new JsonArray(),
        ["theme"] = new JsonObject { ["name"] = "Practice", ["version"] = "1.0" },
        ["settings"] = Settings(),
        ["security"] = new JsonObject { ["secure_connection"] = addresses.Home.StartsWith("https", StringComparison.Ordinal), ["hide_errors"] = true },
    };

    public JsonArray GeneralSettings() =>
    [
        .. GeneralSettingRows.All(options).Select(row =>
        {
            var setting = row.DeepClone().AsObject();
            var path = $"settings/general/{setting["id"]}";
            setting["_links"] = new JsonObject
            {
                ["self"] = new JsonArray(new JsonObject
                {
                    ["href"] = $"{addresses.Api}/{path}",
                    ["targetHints"] = new JsonObject { ["allow"] = new JsonArray([.. Links.NoDelete.Select(method => JsonValue.Create(method))]) },
                }),
                ["collection"] = new JsonArray(new JsonObject { ["href"] = $"{addresses.Api}/settings/general" }),
            };
            return setting;
        }),
    ];

    public JsonObject Currency() => new()
    {
        ["code"] = options.Currency,
        ["name"] = Currencies.Name(options.Currency),
        ["symbol"] = Currencies.Entity(options.Currency),
        ["_links"] = new JsonObject
        {
            ["self"] = new JsonArray(new JsonObject { ["href"] = $"{addresses.Api}/data/currencies/{options.Currency}" }),
            ["collection"] = new JsonArray(new JsonObject { ["href"] = $"{addresses.Api}/data/currencies" }),
        },
    };

    public JsonArray OrderTotals(ShopData data) =>
    [
        .. OrderStatuses.Registered(options).Select(status => new JsonObject
        {
            ["slug"] = status.Slug,
            ["name"] = status.Name,
            ["total"] = data.Orders.Count(order => order.Status == status.Slug),
        }),
    ];

    private JsonObject Environment()
    {
        var environment = new JsonObject { ["home_url"] = addresses.Home, ["site_url"] = addresses.Home };
        if ((options.StoreId ?? MadeUpStoreId()) is { Length: > 0 } storeId)
        {
            environment["store_id"] = storeId;
        }

        foreach (var (name, value) in EnvironmentRest())
        {
            environment[name] = value;
        }

        return environment;
    }

    private IEnumerable<(string Name, JsonNode? Value)> EnvironmentRest() =>
    [
        ("version", options.Version), ("log_directory", "<server>"), ("log_directory_writable", true), ("wp_version", "7.1"), ("wp_multisite", false),
        ("wp_memory_limit", 536870912), ("wp_debug_mode", false), ("wp_cron", true), ("wp_environment_type", "production"), ("language", "en_US"),
        ("external_object_cache", null), ("server_info", "practice"), ("server_architecture", "practice"), ("php_version", "8.2.0"), ("php_post_max_size", 67108864),
        ("php_max_execution_time", 300), ("php_max_input_vars", 1000), ("curl_version", "7.88.1"), ("suhosin_installed", false), ("max_upload_size", 67108864),
        ("mysql_version", "10.11.0"), ("mysql_version_string", "10.11.0-practice"), ("default_timezone", "UTC"), ("fsockopen_or_curl_enabled", true),
        ("soapclient_enabled", true), ("domdocument_enabled", true), ("gzip_enabled", true), ("mbstring_enabled", true),
        ("remote_post_successful", false), ("remote_post_response", false), ("remote_get_successful", false), ("remote_get_response", false),
    ];

    private JsonObject Settings() => new()
    {
        ["api_enabled"] = false,
        ["force_ssl"] = false,
        ["currency"] = options.Currency,
        ["currency_symbol"] = Currencies.Entity(options.Currency),
        ["currency_position"] = "left",
        ["thousand_separator"] = ",",
        ["decimal_separator"] = ".",
        ["number_of_decimals"] = Currencies.Decimals(options.Currency),
        ["geolocation_enabled"] = false,
        ["taxonomies"] = Same("external", "grouped", "simple", "variable"),
        ["product_visibility_terms"] = Same("exclude-from-catalog", "exclude-from-search", "featured", "outofstock", "rated-1", "rated-2", "rated-3", "rated-4", "rated-5"),
        ["woocommerce_com_connected"] = "no",
        ["enforce_approved_download_dirs"] = true,
        ["order_datastore"] = @"Automattic\WooCommerce\Internal\DataStores\Orders\OrdersTableDataStore",
        ["HPOS_enabled"] = true,
        ["HPOS_sync_enabled"] = false,
        ["enabled_features"] = new JsonArray("analytics", "custom_order_tables"),
    };

    private static JsonObject Same(params string[] words) => new(words.Select(word => KeyValuePair.Create(word, (JsonNode?)word)));

    private string MadeUpStoreId() =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"quayside practice store {options.Key} {options.Seed}")).AsSpan(0, 16)).ToString();
}
