using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Organisations;
using Quayside.Sandbox;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Tests.Sandbox;

namespace Quayside.Tests.Journeys;

/// <summary>What people type wrongly: a sentence that says what to do, and no row left behind.</summary>
public sealed class BadInputTests(App app) : IClassFixture<App>
{
    private static readonly ShopOptions Small = new() { Listings = 5, Orders = 3, Seed = 71 };

    public static TheoryData<string> PrivateAddresses =>
    [
        "http://127.0.0.1:{0}", "https://127.0.0.1:{0}", "127.0.0.1:{0}", "http://localhost:{0}", "http://0x7f000001:{0}", "http://2130706433:{0}",
        "http://0177.0.0.1:{0}", "http://127.1:{0}", "http://[::1]:{0}", "http://[::ffff:127.0.0.1]:{0}", "http://0.0.0.0:{0}", "http://[::]:{0}",
        "http://[::127.0.0.1]:{0}", "http://[64:ff9b::7f00:1]:{0}", "http://169.254.169.254", "http://10.0.0.7", "http://100.64.1.1", "http://[fd00::1]",
        "http://key:word@127.0.0.1:{0}",
    ];

    [Theory]
    [MemberData(nameof(PrivateAddresses))]
    public async Task An_address_inside_the_servers_own_network_is_refused_and_never_called(string address)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small);
        var url = string.Format(null, address, sandbox.Shop.Address.Port);
        var (client, seller) = await SellerAsync();
        using var _ = client;

        foreach (var reply in await BothAsync(client, QuaysideClient.Settings(sandbox.Shop, url)))
        {
            Assert.True(reply.Status == 422, $"{url}: {reply.Body}");
            Assert.Contains("own network", reply.Detail, StringComparison.Ordinal);
        }

        Assert.Equal(0, sandbox.Shop.Calls.Total);
        await NothingIsLeftAsync(seller);
    }

    [Fact]
    public async Task A_redirect_into_the_servers_own_network_is_not_followed()
    {
        await using var target = await RunningSandbox.StartAsync(Small);
        await using var front = await FakeMarketplace.StartAsync();
        app.Services.GetRequiredService<ShopAddresses>().Exempt(new Uri(front.Address));
        front.Shop = request => FakeAnswer.Of(302, "text/html", "", ("Location", new Uri(target.Shop.Address, request.Path).ToString()));
        var (client, seller) = await SellerAsync();
        using var _ = client;

        foreach (var reply in await BothAsync(client, QuaysideClient.Settings(target.Shop, front.Address)))
        {
            Assert.True(reply.Status == 422, reply.Body.ToString());
        }

        Assert.Equal(0, target.Shop.Calls.Total);
        await NothingIsLeftAsync(seller);
    }

    [Theory]
    [InlineData("http://93.184.216.34", "https://")]
    [InlineData("https://no-such-shop.invalid", "no server called")]
    [InlineData("ftp://shop.example", "http")]
    [InlineData("not an address at all", "address")]
    [InlineData("https://", "address")]
    [InlineData("https://shop..example", "address")]
    [InlineData("file:///etc/passwd", "address")]
    [InlineData("javascript:alert(1)", "address")]
    public async Task An_address_that_is_none_is_answered_with_what_to_do(string url, string says)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small);
        var (client, seller) = await SellerAsync();
        using var _ = client;

        foreach (var reply in await BothAsync(client, QuaysideClient.Settings(sandbox.Shop, url)))
        {
            Assert.True(reply.Status == 422, $"{url}: {reply.Status} {reply.Body}");
            Assert.True(reply.Detail!.Contains(says, StringComparison.OrdinalIgnoreCase), $"{url}: {reply.Detail}");
        }

        await NothingIsLeftAsync(seller);
    }

    [Fact]
    public async Task A_host_too_long_to_exist_is_a_sentence_too()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small);
        var (client, seller) = await SellerAsync();
        using var _ = client;
        string[] hosts = [new string('a', 300) + ".example", string.Join('.', Enumerable.Repeat(new string('b', 60), 6)), "xn--a.example", "-.example"];

        foreach (var host in hosts)
        {
            foreach (var reply in await BothAsync(client, QuaysideClient.Settings(sandbox.Shop, $"https://{host}")))
            {
                Assert.True(reply.Status == 422, $"{host}: {reply.Status} {reply.Body}");
            }
        }

        await NothingIsLeftAsync(seller);
    }

    [Fact]
    public async Task Keys_that_do_not_open_the_shop_say_so()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small);
        var shop = sandbox.Shop;
        var (client, seller) = await SellerAsync(shop);
        using var _ = client;
        var right = QuaysideClient.Settings(shop);
        var writeOnly = shop.IssueKey("write");
        (string Name, JsonObject Settings)[] wrong =
        [
            ("key", QuaysideClient.Settings(shop, keys: ("ck_" + new string('0', 40), shop.ConsumerSecret))),
            ("secret", QuaysideClient.Settings(shop, keys: (shop.ConsumerKey, "cs_" + new string('0', 40)))),
            ("both swapped", QuaysideClient.Settings(shop, keys: (shop.ConsumerSecret, shop.ConsumerKey))),
            ("write only", QuaysideClient.Settings(shop, keys: writeOnly)),
            ("odd letters", QuaysideClient.Settings(shop, keys: ("ck_ä\r\nX-Injected: 1", "cs_\u0000"))),
            ("no secret", Without(right, "consumerSecret")),
            ("null secret", With(right, "consumerSecret", null)),
            ("blank url", With(right, "url", " ")),
        ];

        foreach (var (name, settings) in wrong)
        {
            foreach (var reply in await BothAsync(client, settings))
            {
                Assert.True(reply.Status is 422 or 400, $"{name}: {reply.Status} {reply.Body}");
                Assert.True(reply.Detail?.Length > 20, $"{name}: {reply.Body}");
            }
        }

        await NothingIsLeftAsync(seller);
        foreach (var answer in client.Answers)
        {
            Assert.DoesNotContain(shop.ConsumerKey, answer, StringComparison.Ordinal);
            Assert.DoesNotContain(shop.ConsumerSecret, answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Bodies_that_are_no_request_are_refused_and_never_a_failure()
    {
        var (client, seller) = await SellerAsync();
        using var _ = client;
        JsonNode?[] bodies =
        [
            new JsonObject(), JsonNode.Parse("""{"channel":null,"name":null,"settings":null}"""), JsonNode.Parse("""{"channel":"woocommerce","name":"X","settings":[]}"""),
            JsonNode.Parse("""{"channel":"woocommerce","name":"X","settings":{"url":7}}"""), JsonNode.Parse("[]"), JsonNode.Parse("\"x\""),
            JsonNode.Parse("""{"channel":"woocommerce","name":"X","settings":{},"historyDays":99999999999}"""), JsonNode.Parse("""{"channel":"none","name":"X","settings":{}}"""),
            JsonNode.Parse("""{"channel":"woocommerce","name":" ","settings":{}}"""),
        ];

        foreach (var body in bodies)
        {
            foreach (var path in (string[])["stores", "stores/check"])
            {
                var reply = await client.SendAsync(HttpMethod.Post, path, body);
                Assert.True(reply.Status is 400 or 415 or 422, $"{path} {body}: {reply.Status} {reply.Body}");
                Assert.NotNull(reply.Code);
            }
        }

        await NothingIsLeftAsync(seller);
    }

    [Fact]
    public async Task What_answers_but_is_no_shop_is_told_apart_from_a_wrong_key()
    {
        await using var site = await FakeMarketplace.StartAsync();
        app.Services.GetRequiredService<ShopAddresses>().Exempt(new Uri(site.Address));
        var (client, seller) = await SellerAsync();
        using var _ = client;
        var settings = new JsonObject { ["url"] = site.Address, ["consumerKey"] = "ck_5eed", ["consumerSecret"] = "cs_5eed" };
        (string Name, Func<FakeRequest, FakeAnswer> Shop)[] sites =
        [
            ("a web site", r => FakeAnswer.Html("<!doctype html><title>News</title>")),
            ("a web site, 404", r => FakeAnswer.Html("<h1>Not found</h1>", 404)),
            ("another API", r => FakeAnswer.Json("""{"hello":"world"}""")),
            ("an empty list", r => FakeAnswer.Json("[]")),
            ("a number", r => FakeAnswer.Json("7")),
            ("nothing", r => FakeAnswer.Json("")),
            ("no JSON", r => FakeAnswer.Json("{\"routes\":")),
            ("a WordPress without a shop", r => r.Path == "/wp-json/"
                ? FakeAnswer.Json("""{"name":"Blog","url":"https://blog.example","home":"https://blog.example","namespaces":["wp/v2"],"routes":{"/wp/v2/posts":{}}}""")
                : FakeAnswer.Json("""{"code":"rest_no_route","message":"No route","data":{"status":404}}""", 404)),
            ("a redirect in a circle", r => FakeAnswer.Of(302, "text/html", "", ("Location", site.Address + r.Path))),
            ("a broken server", r => FakeAnswer.Html("oops", 500)),
            ("a closed line", r => FakeAnswer.Cut),
        ];

        foreach (var (name, shop) in sites)
        {
            site.Shop = shop;
            foreach (var reply in await BothAsync(client, settings))
            {
                Assert.True(reply.Status == 422, $"{name}: {reply.Status} {reply.Body}");
                Assert.True(reply.Detail?.Length > 20, $"{name}: {reply.Body}");
            }
        }

        await NothingIsLeftAsync(seller);
    }

    private static async Task<Reply[]> BothAsync(QuaysideClient client, JsonObject settings) =>
        [await client.CheckAsync(settings), await client.ConnectAsync(settings)];

    private static JsonObject Without(JsonObject settings, string name)
    {
        var copy = settings.DeepClone().AsObject();
        copy.Remove(name);
        return copy;
    }

    private static JsonObject With(JsonObject settings, string name, string? value)
    {
        var copy = settings.DeepClone().AsObject();
        copy[name] = value;
        return copy;
    }

    private async Task<(QuaysideClient Client, Seller Seller)> SellerAsync(PracticeShop? reachable = null)
    {
        if (reachable is not null)
        {
            app.Services.GetRequiredService<ShopAddresses>().Exempt(reachable.Address);
        }

        var seller = await app.NewSellerAsync($"Bad {Guid.NewGuid():N}");
        return (QuaysideClient.Of(app, seller, Role.Owner), seller);
    }

    private async Task NothingIsLeftAsync(Seller seller)
    {
        await using var db = app.Databases.Open(seller.OrganisationId);
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(
            (0, 0, 0, 0),
            (await db.Stores.CountAsync(cancellation), await db.StoreIdentities.CountAsync(cancellation),
                await db.SyncSessions.CountAsync(cancellation), await db.Audit.CountAsync(a => a.StoreId != null, cancellation)));
    }
}
