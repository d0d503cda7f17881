using System.Net;
using Quayside.Organisations;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Hosting;

public sealed class HeadersTests(App app) : IClassFixture<App>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/first-run")]
    [InlineData("/scalar/")]
    [InlineData("/api/v1/stores")]
    [InlineData("/nowhere")]
    public async Task Every_answer_says_what_a_browser_may_do_with_it(string path)
    {
        using var client = app.Client(key: null);

        using var answer = await client.GetAsync(path, Cancellation);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Inline_scripts_carry_the_word_of_their_answer_which_is_another_each_time()
    {
        using var client = app.Client(key: null);

        using var first = await client.GetAsync("/scalar/", Cancellation);
        using var second = await client.GetAsync("/scalar/", Cancellation);

        var nonce = NonceOf(first);
        Assert.NotEqual(nonce, NonceOf(second));
        Assert.Contains($"nonce=\"{nonce}\"", WebUtility.HtmlDecode(await first.Content.ReadAsStringAsync(Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_for_this_machine_and_for_those_with_a_key()
    {
        using var local = app.Client(key: null);
        using var proxied = app.Client(key: null);
        proxied.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        using var key = app.Client(Role.Viewer);
        key.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");

        Assert.Equal(HttpStatusCode.OK, (await local.GetAsync("/metrics", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await proxied.GetAsync("/metrics", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await key.GetAsync("/metrics", Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_is_told_to_everyone(string path)
    {
        using var client = app.Client(key: null);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path, Cancellation)).StatusCode);
    }

    private static string NonceOf(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Content-Security-Policy").Single().Split("'nonce-")[1].Split('\'')[0];
}
