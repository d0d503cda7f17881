using System.Text.Json;
using System.Text.RegularExpressions;
using Quayside.Connectors.Shopee;
using Quayside.Tests.Connectors.Shopee;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Sandbox;

/// <summary>Both sides are held against the official reference: what the practice shop sends and what the connector looks for is in it.</summary>
public sealed partial class ShopeeShapeTests
{
    private static readonly Dictionary<string, Dictionary<string, string>> Reference = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Sandbox", "Recorded", "shopee-fields.txt"))
        .Where(line => !line.StartsWith('#')).Select(line => line.Split(' '))
        .GroupBy(parts => parts[0]).ToDictionary(g => g.Key, g => g.ToDictionary(parts => parts[1], parts => parts[2]));

    // Seen in recorded answers, and not in the reference or otherwise there.
    private static readonly string[] Otherwise =
        ["item_list[].product_location_id", "package_list[].parcel_chargeable_weight_gram", "item_list[].description_type", "item_list[].stock_info_v2"];

    // Of Shopee's guides and of newer answers, and not in the reference's tables.
    private static readonly string[] Beside = ["next_offset", "booking_sn"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_practice_shop_sends_is_named_and_typed_as_the_reference_says()
    {
        await using var sandbox = await RunningSandbox.StartAsync(ShopeePractice.Options);
        var connector = new ShopeeConnector(TimeProvider.System);
        var client = new ShopeeClient(await ShopeePractice.SignedInAsync(connector, sandbox.Shop), TimeProvider.System);
        var (item, parent) = (sandbox.Shop.Data.Products.First(p => p.Type == "simple").Id, sandbox.Shop.Data.Products.First(p => p.Type == "variable").Id);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var list = await AskAsync(client, "order.get_order_list", $"time_range_field=create_time&time_from={now - 1_000_000}&time_to={now}&page_size=50&cursor=");
        var orders = string.Join(',', list.GetProperty("response").GetProperty("order_list").EnumerateArray().Select(o => o.GetProperty("order_sn").GetString()));
        var every = "buyer_user_id,buyer_username,estimated_shipping_fee,recipient_address,actual_shipping_fee,goods_to_declare,note,item_list,pay_time,"
            + "split_up,buyer_cancel_reason,cancel_by,fulfillment_flag,pickup_done_time,package_list,shipping_carrier,payment_method,total_amount";

        await AskAsync(client, "shop.get_shop_info", "");
        await AskAsync(client, "product.get_item_list", "offset=0&page_size=5&item_status=NORMAL");
        await AskAsync(client, "product.get_item_base_info", $"item_id_list={item},{parent}");
        await AskAsync(client, "product.get_model_list", $"item_id={parent}");
        await AskAsync(client, "order.get_order_detail", $"order_sn_list={orders}&response_optional_fields={every}");
        await AskAsync(client, "logistics.get_channel_list", "");
    }

    [Fact]
    public void What_the_connector_looks_for_is_in_the_reference()
    {
        var known = Reference.Values.SelectMany(fields => fields.Keys).Select(path => path.Split('.')[^1]).Concat(Beside).ToHashSet();
        var folder = Repository.PathOf("src/Quayside.Connectors/Shopee");

        var looked = Directory.EnumerateFiles(folder, "*.cs").SelectMany(file => Names().Matches(File.ReadAllText(file))).Select(m => m.Groups[1].Value).Distinct();

        Assert.Empty(looked.Except(known).Except(["field_list", "extended_description", "description_info", "text", "stock_info", "current_stock"]));
    }

    private static async Task<JsonElement> AskAsync(ShopeeClient client, string method, string query)
    {
        using var answer = await client.GetAsync($"/api/v2/{method.Replace('.', '/')}", query, Cancellation);
        var wrong = new List<string>();
        Compare(answer.Root, "", Reference[method], wrong);
        Assert.True(wrong.Count == 0, $"{method}: {string.Join("; ", wrong.Distinct())}");
        return answer.Root.Clone();
    }

    private static void Compare(JsonElement json, string path, Dictionary<string, string> reference, List<string> wrong)
    {
        foreach (var field in json.EnumerateObject())
        {
            var name = path + field.Name;
            if (Otherwise.Any(o => name.EndsWith(o, StringComparison.Ordinal)) || name is "error" or "message" or "warning" or "request_id" || Beside.Contains(field.Name))
            {
                continue;
            }

            if (!reference.TryGetValue(name, out var type))
            {
                wrong.Add($"{name} is not in the reference");
            }
            else if (field.Value.ValueKind == JsonValueKind.Array)
            {
                wrong.AddRange(type.EndsWith("[]", StringComparison.Ordinal) ? [] : [$"{name} is a list and not {type}"]);
                field.Value.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object).ToList().ForEach(e => Compare(e, name + "[].", reference, wrong));
            }
            else if (field.Value.ValueKind == JsonValueKind.Object)
            {
                Compare(field.Value, name + ".", reference, wrong);
            }
            else if (!Fits(field.Value.ValueKind, type))
            {
                wrong.Add($"{name} is {field.Value.ValueKind} and not {type}");
            }
        }
    }

    private static bool Fits(JsonValueKind kind, string type) => kind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => type == "string",
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        JsonValueKind.Number => type is "int" or "int32" or "int64" or "uint64" or "float" or "timestamp",
        _ => false,
    };

    [GeneratedRegex("\"([a-z_0-9]+)\"u8")]
    private static partial Regex Names();
}
