using System.Text;
using Quayside.Connectors;
using Quayside.Connectors.TikTokShop;

namespace Quayside.Tests.Connectors.TikTokShop;

public sealed class TikTokErrorsTests
{
    [Theory]
    [InlineData("105000", "", 401, FailureKind.NeedsReauth)]
    [InlineData("105002", "Expired credentials. The `access_token` or `x-tts-access-token` header has expired.", 401, FailureKind.NeedsReauth)]
    [InlineData("105005", "Access denied.", 401, FailureKind.NeedsReauth)]
    [InlineData("106001", "Invalid credentials. The `sign` query parameter is invalid.", 401, FailureKind.NeedsReauth)]
    [InlineData("101000", "Invalid query or header.", 401, FailureKind.NeedsReauth)]
    [InlineData("36009033", "Access denied. Your IP address is not in the IP allow list.", 403, FailureKind.NeedsReauth)]
    [InlineData("36009004", "Invalid credentials. The `x-tts-access-token` header is invalid.", 401, FailureKind.NeedsReauth)]
    [InlineData("36009004", "Invalid credentials. Invalid `app_key` query parameter.", 401, FailureKind.NeedsReauth)]
    [InlineData("36009004", "Invalid timestamp. The value of the `timestamp` query parameter must not be earlier than 5 minutes before.", 401, FailureKind.Unavailable)]
    [InlineData("36009004", "Unexpected identifier. The `shop_cipher` query parameter is not required for this request.", 400, FailureKind.Refused)]
    [InlineData("36009002", "Too many requests.", 200, FailureKind.Throttled)]
    [InlineData("something new", "", 429, FailureKind.Throttled)]
    [InlineData("36009003", "Internal error.", 200, FailureKind.Unavailable)]
    [InlineData("36009007", "Request timeout.", 200, FailureKind.Unavailable)]
    [InlineData("something new", "", 500, FailureKind.Unavailable)]
    [InlineData("something new", "", 503, FailureKind.Unavailable)]
    [InlineData("36009009", "Invalid path.", 404, FailureKind.Refused)]
    [InlineData("12052700", "The seller is inactive.", 200, FailureKind.Refused)]
    [InlineData("something new", "", 200, FailureKind.Refused)]
    [InlineData("something new", "", 400, FailureKind.Refused)]
    public void A_code_says_who_acts_next_whatever_the_status_is(string code, string message, int status, FailureKind kind)
    {
        var failure = Judged($$"""{"code":"{{code}}","message":"{{message}}","request_id":"202609010000000000"}""", status);

        Assert.Equal(kind, failure.Kind);
        Assert.Equal("202609010000000000", failure.RequestId);
    }

    [Fact]
    public void A_scope_that_is_missing_is_told_from_a_token_that_ended()
    {
        Assert.Contains("scopes", Judged("""{"code":105005}""").Message, StringComparison.Ordinal);
        Assert.Contains("access token", Judged("""{"code":105002}""").Message, StringComparison.Ordinal);
        Assert.False(TikTokErrors.IsAboutToken(Answer("""{"code":105005,"message":"you should apply auth pkg for this api"}""", 401)));
        Assert.True(TikTokErrors.IsAboutToken(Answer("""{"code":105002,"message":"access token is expired, please refresh it"}""", 401)));
    }

    [Fact]
    public void An_answer_without_a_code_is_not_theirs() => Assert.Equal(FailureKind.Unreadable, Judged("""{"data":{"orders":[]}}""").Kind);

    [Fact]
    public void What_they_themselves_refused_had_no_effect()
    {
        Assert.True(Judged("""{"code":105002}""", 401).HadNoEffect);
        Assert.False(Judged("""{"code":36009007}""").HadNoEffect);
        Assert.False(Judged("<html>502</html>", 502).HadNoEffect);
    }

    [Fact]
    public void A_failure_in_part_is_not_taken_for_an_empty_list_nor_for_the_failure_of_what_came()
    {
        var failed = Answer("""{"code":0,"data":{"errors":[{"code":12052990,"message":"check failed"}]}}""");
        var came = Answer("""{"code":0,"data":{"inventory":[{"product_id":"1"}],"errors":[{"code":12052032,"message":"missing"}]}}""");

        var failure = Assert.Throws<ConnectorException>(() => failed.Rows("inventory"u8));
        Assert.Equal(FailureKind.Refused, failure.Kind);
        Assert.Contains("12052990", failure.Message, StringComparison.Ordinal);
        Assert.Single(came.Rows("inventory"u8));
        Assert.Equal(["12052032"], came.PartFailures);
    }

    [Theory]
    [InlineData("""{"code":0,"data":{}}""", true)]
    [InlineData("""{"code":0,"data":{"total_count":0,"next_page_token":"","products":null}}""", true)]
    [InlineData("""{"code":0,"data":{"total_count":7}}""", false)]
    [InlineData("""{"code":0,"data":{"products":{}}}""", false)]
    [InlineData("""{"code":0}""", false)]
    public void An_empty_list_may_be_left_out_and_a_full_one_may_not(string body, bool isEmpty)
    {
        if (isEmpty)
        {
            Assert.Empty(Answer(body).Rows("products"u8));
        }
        else
        {
            Assert.Equal(FailureKind.Unreadable, Assert.Throws<ConnectorException>(() => Answer(body).Rows("products"u8)).Kind);
        }
    }

    private static TikTokAnswer Answer(string body, int status = 200) => new(status, Encoding.UTF8.GetBytes(body), null);

    private static ConnectorException Judged(string body, int status = 200) =>
        Assert.Throws<ConnectorException>(() => TikTokErrors.Ensure(Answer(body, status)));
}
