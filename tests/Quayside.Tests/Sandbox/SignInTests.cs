using System.Globalization;
using Quayside.Sandbox;

namespace Quayside.Tests.Sandbox;

public sealed class SignInTests
{
    private static readonly ShopOptions Small = new() { Listings = 12, Orders = 5 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HMAC-SHA1", false)]
    [InlineData("HMAC-SHA256", false)]
    [InlineData("HMAC-SHA1", true)]
    [InlineData("HMAC-SHA256", true)]
    public async Task A_signed_request_over_plain_http_is_let_in(string method, bool inHeader)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small);
        using var client = new ShopClient(sandbox.Shop.Address, sandbox.Shop.ConsumerKey, sandbox.Shop.ConsumerSecret) { HashMethod = method, InHeader = inHeader };

        var answer = await client.GetAsync("/products?per_page=2&search=a%20b%2Bc&status=any", Cancellation);

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task A_signature_made_with_another_secret_is_refused()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small);
        using var client = new ShopClient(sandbox.Shop.Address, sandbox.Shop.ConsumerKey, "cs_wrong");

        var answer = await client.GetAsync("/products", Cancellation);

        Assert.Equal((401, "woocommerce_rest_authentication_error", "Invalid signature - provided signature does not match."), (answer.Status, answer.Code, answer.Message));
    }

    [Fact]
    public async Task A_key_the_shop_never_issued_is_refused()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small);
        using var client = new ShopClient(sandbox.Shop.Address, "ck_unknown", "cs_unknown");

        var answer = await client.GetAsync("/products", Cancellation);

        Assert.Equal((401, "Consumer key is invalid."), (answer.Status, answer.Message));
    }

    [Theory]
    [InlineData("https://www.harbour.example", 200)]
    [InlineData("https://www.harbour.example/shop", 401)]
    [InlineData(null, 401)]
    public async Task What_is_signed_is_the_shops_home_and_not_the_name_it_was_reached_by(string? home, int status)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small with { HomeUrl = "https://www.harbour.example" });
        using var client = new ShopClient(sandbox.Shop.Address, sandbox.Shop.ConsumerKey, sandbox.Shop.ConsumerSecret) { Home = home };

        Assert.Equal(status, (await client.GetAsync("/products", Cancellation)).Status);
    }

    [Fact]
    public async Task A_nonce_counts_once()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small);
        using var client = new ShopClient(sandbox.Shop.Address, sandbox.Shop.ConsumerKey, sandbox.Shop.ConsumerSecret) { BeforeSigning = oauth => oauth["oauth_nonce"] = "again" };

        var first = await client.GetAsync("/products", Cancellation);
        var second = await client.GetAsync("/products", Cancellation);

        Assert.Equal(200, first.Status);
        Assert.Equal((401, "Invalid nonce - nonce has already been used."), (second.Status, second.Message));
    }

    [Theory]
    [InlineData(-16, 401)]
    [InlineData(-14, 200)]
    [InlineData(14, 200)]
    [InlineData(16, 401)]
    public async Task A_timestamp_may_be_a_quarter_of_an_hour_off(int minutes, int status)
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small);
        var at = TimeProvider.System.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var client = new ShopClient(sandbox.Shop.Address, sandbox.Shop.ConsumerKey, sandbox.Shop.ConsumerSecret) { BeforeSigning = oauth => oauth["oauth_timestamp"] = at };

        Assert.Equal(status, (await client.GetAsync("/products", Cancellation)).Status);
    }

    [Fact]
    public async Task A_missing_parameter_is_named()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small);
        using var client = new ShopClient(sandbox.Shop.Address, sandbox.Shop.ConsumerKey, sandbox.Shop.ConsumerSecret) { BeforeSigning = oauth => oauth.Remove("oauth_nonce") };

        var answer = await client.GetAsync("/products", Cancellation);

        Assert.Equal(("woocommerce_rest_authentication_missing_parameter", "Missing OAuth parameter oauth_nonce"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task A_list_is_signed_under_the_numbers_php_gives_its_members()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small);

        Assert.Equal(200, (await sandbox.Client.GetAsync("/orders?status[0]=processing", Cancellation)).Status);
        Assert.Equal(401, (await sandbox.Client.GetAsync("/orders?status[]=processing", Cancellation)).Status);
    }

    [Fact]
    public async Task Basic_over_plain_http_counts_as_nobody()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small);

        var answer = await sandbox.Client.SendUnsignedAsync("/wp-json/wc/v3/products", sandbox.Client.Basic(), Cancellation);

        Assert.Equal((401, "woocommerce_rest_cannot_view"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task An_expired_key_is_refused_and_a_second_key_works_on()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small);
        var (key, secret) = sandbox.Shop.IssueKey("read");
        using var second = new ShopClient(sandbox.Shop.Address, key, secret);

        sandbox.Shop.ExpireKey(sandbox.Shop.ConsumerKey);

        Assert.Equal(401, (await sandbox.Client.GetAsync("/products", Cancellation)).Status);
        Assert.Equal(200, (await second.GetAsync("/products", Cancellation)).Status);
    }

    [Fact]
    public async Task A_write_is_refused_as_a_read_only_keys_would_be_and_changes_nothing()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small);
        var (key, secret) = sandbox.Shop.IssueKey("read_write");
        using var writer = new ShopClient(sandbox.Shop.Address, key, secret);
        var before = sandbox.Shop.Data.Version;

        var answer = await writer.SendAsync(HttpMethod.Post, "/wp-json/wc/v3/products", "{\"name\":\"x\"}", Cancellation);

        Assert.Equal((401, "The API key provided does not have write permissions."), (answer.Status, answer.Message));
        Assert.Equal((1, before), (sandbox.Shop.Calls.Writes, sandbox.Shop.Data.Version));
    }

    [Fact]
    public async Task The_index_asks_for_no_key_and_minds_no_wrong_one()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small);

        var answer = await sandbox.Client.SendUnsignedAsync("/wp-json/?_fields=name,home", sandbox.Client.Basic("cs_wrong"), Cancellation);

        Assert.Equal("""{"name":"Harbour Supplies","home":"HOME"}""".Replace("HOME", sandbox.Shop.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal), answer.Body);
    }

    [Fact]
    public async Task The_call_log_keeps_no_secret()
    {
        await using var sandbox = await RunningSandbox.StartAsync(Small);

        await sandbox.Client.GetAsync("/products?page=1", Cancellation);
        await sandbox.Client.SendUnsignedAsync($"/wp-json/wc/v3/products?consumer_key={sandbox.Shop.ConsumerKey}&consumer_secret={sandbox.Shop.ConsumerSecret}", null, Cancellation);

        Assert.Equal(["/wp-json/wc/v3/products?page=1", "/wp-json/wc/v3/products"], sandbox.Shop.Calls.All.Select(call => call.PathAndQuery));
        Assert.All(sandbox.Shop.Calls.All, call => Assert.Equal("…" + sandbox.Shop.ConsumerKey[^7..], call.Key));
    }
}
