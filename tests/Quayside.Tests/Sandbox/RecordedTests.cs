using System.Text.Json.Nodes;
using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

/// <summary>Sends what was sent to a real WooCommerce to a practice shop with the same facts, and compares the answers.</summary>
public sealed class RecordedTests(TwinFixture twins) : IClassFixture<TwinFixture>
{
    private static readonly string[] HeadersCompared =
    [
        "Content-Type", "Allow", "Expires", "Cache-Control", "Vary", "X-Robots-Tag", "X-Content-Type-Options", "Access-Control-Expose-Headers",
        "Access-Control-Allow-Headers", "X-WP-Total", "X-WP-TotalPages", "Link", "Retry-After",
    ];

    // How many rows were changed in the minutes before the recording is a fact of that shop alone.
    private static readonly string[] CountsDiffer = ["products-modified-after", "orders-modified-after"];

    public static TheoryData<string> Exchanges => [.. RecordedExchange.Names];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task The_practice_shop_answers_as_the_recorded_shop_did(string name)
    {
        var shop = name switch { "plain-permalinks-rest_route" => twins.Older, "fail-plain-permalinks" => twins.Plain, _ => twins.Shop };
        PlanFault(shop, name);
        var home = shop.Address.GetLeftPart(UriPartial.Authority);
        var recorded = RecordedExchange.Read(name, home);

        var answer = await SendAsync(shop, recorded);

        Assert.Equal(recorded.Status, answer.Status);
        var differences = string.Join('\n', HeaderDifferences(recorded, answer, home).Concat(BodyDifferences(recorded, answer)));
        Assert.True(differences.Length == 0, differences);
    }

    [Fact]
    public void A_changed_type_a_missing_key_and_a_wrong_sum_are_seen()
    {
        var recorded = JsonNode.Parse("""[{"id":1,"total":"1.00","refunds":[],"meta":1}]""");

        var differences = Likeness.Differences(recorded, JsonNode.Parse("""[{"id":1,"total":"2.00","refunds":{},"more":1}]"""));

        Assert.Equal(
            ["[1].total: \"1.00\" was recorded, \"2.00\" came", "[1].refunds: Array [] was recorded, Object {} came", "[1].meta: is missing", "[1].more: was not recorded"],
            differences);
    }

    private static void PlanFault(PracticeShop shop, string name)
    {
        if (name == "fail-maintenance-503")
        {
            shop.Faults.Add(new Fault(FaultKind.Unavailable) { RetryAfter = TimeSpan.FromMinutes(10), Times = 1 });
        }
        else if (name == "fail-fpm-down-502")
        {
            shop.Faults.Add(new Fault(FaultKind.BadGateway) { Times = 1 });
        }
    }

    private async Task<Answer> SendAsync(PracticeShop shop, RecordedExchange recorded)
    {
        var (key, secret) = recorded.Name switch
        {
            "error-bad-key" => ("ck_unknown", "cs_unknown"),
            "error-bad-secret" or "error-oauth-bad-secret" => (shop.ConsumerKey, "cs_wrong"),
            "error-writekey-read" => shop.IssueKey("write"),
            _ => (shop.ConsumerKey, shop.ConsumerSecret),
        };
        using var client = new ShopClient(recorded.OverPlainHttp ? shop.PlainAddress : shop.Address, key, secret, twins.Trusting())
        {
            Home = shop.Address.GetLeftPart(UriPartial.Authority), // one shop at two addresses: it signs for its home
        };
        var path = recorded.Name switch
        {
            "wp-index" => "/wp-json/",
            "index" => "/wp-json/wc/v3",
            "plain-permalinks-rest_route" => "/" + recorded.Route,
            "fail-plain-permalinks" => "/index.php?rest_route=/wc/v3/products",
            _ => "/wp-json/wc/v3" + recorded.Route,
        };
        return recorded.Auth switch
        {
            "oauth" => await client.SendAsync(new HttpMethod(recorded.Method), path, recorded.SentBody, Cancellation),
            "query" => await client.SendPlainAsync(recorded.Method, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}consumer_key={key}&consumer_secret={secret}", null, recorded.SentBody, Cancellation),
            "basic" => await client.SendPlainAsync(recorded.Method, path, client.Basic(), recorded.SentBody, Cancellation),
            _ => await client.SendPlainAsync(recorded.Method, path, null, recorded.SentBody, Cancellation),
        };
    }

    private static List<string> HeaderDifferences(RecordedExchange recorded, Answer answer, string home) =>
    [
        .. HeadersCompared
            .Where(name => !(CountsDiffer.Contains(recorded.Name) && name is "X-WP-Total" or "X-WP-TotalPages"))
            .Select(name => (name, left: Comparable(name, recorded.Headers.GetValueOrDefault(name)), right: Comparable(name, answer.Header(name)?.Replace(home, "https://shop.example", StringComparison.Ordinal))))
            .Where(pair => pair.left != pair.right)
            .Select(pair => $"{pair.name}: \"{pair.left}\" was recorded, \"{pair.right}\" came"),
    ];

    // Keys, nonces and signatures differ by nature; WordPress knows one home, the recorded shop was made to have two.
    private static string? Comparable(string name, string? value) => value is null || name != "Link"
        ? value?.Replace("UTF-8", "utf-8", StringComparison.OrdinalIgnoreCase)
        : string.Join('&', Uri.UnescapeDataString(value.Replace("http://", "https://", StringComparison.Ordinal)).Split('&').Where(part => !part.StartsWith("consumer_", StringComparison.Ordinal) && !part.StartsWith("oauth_", StringComparison.Ordinal)))
            .Replace(">; rel=\"next\"", "", StringComparison.Ordinal);

    private static List<string> BodyDifferences(RecordedExchange recorded, Answer answer) => recorded.Name switch
    {
        // The version of the web server differs.
        "fail-fpm-down-502" => answer.Body.Contains("<h1>502 Bad Gateway</h1>", StringComparison.Ordinal) ? [] : [answer.Body],
        "index" or "wp-index" => IndexDifferences(recorded.Body!, answer.Json!),
        _ => Likeness.Differences(recorded.Body, answer.Json),
    };

    private static List<string> IndexDifferences(JsonNode recorded, JsonNode actual)
    {
        var routes = actual["routes"]!.AsObject().Select(pair => pair.Key).ToHashSet();
        foreach (var unknown in recorded["routes"]!.AsObject().Select(pair => pair.Key).Where(route => !routes.Contains(route)).ToList())
        {
            recorded["routes"]!.AsObject().Remove(unknown);
        }

        foreach (var (route, described) in actual["routes"]!.AsObject())
        {
            KeepGet(described!, recorded["routes"]![route]);
        }

        return Likeness.Differences(recorded, actual);
    }

    // What may be written is not told in detail; arguments the practice shop does not list are not compared.
    private static void KeepGet(JsonNode described, JsonNode? recorded)
    {
        var endpoints = described["endpoints"]!.AsArray();
        while (endpoints.Count > 1)
        {
            endpoints.RemoveAt(1);
        }

        if (endpoints[0]!["args"] is JsonObject known && recorded?["endpoints"]?[0]?["args"] is JsonObject all)
        {
            foreach (var extra in all.Select(pair => pair.Key).Where(name => !known.ContainsKey(name)).ToList())
            {
                all.Remove(extra);
            }
        }
    }
}
