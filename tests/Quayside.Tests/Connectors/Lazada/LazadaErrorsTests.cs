using System.Net;
using System.Text;
using Quayside.Connectors;
using Quayside.Connectors.Lazada;

namespace Quayside.Tests.Connectors.Lazada;

public sealed class LazadaErrorsTests
{
    [Theory]
    [InlineData("IllegalAccessToken", "ISV", FailureKind.NeedsReauth)]
    [InlineData("IllegalRefreshToken", "ISV", FailureKind.NeedsReauth)]
    [InlineData("InvalidCode", "ISV", FailureKind.NeedsReauth)]
    [InlineData("AUTH_TYPE_UNSUPPORTED", "ISV", FailureKind.NeedsReauth)]
    [InlineData("IncompleteSignature", "ISV", FailureKind.NeedsReauth)]
    [InlineData("InsufficientPermission", "ISV", FailureKind.NeedsReauth)]
    [InlineData("ApiCallLimit", "ISV", FailureKind.Throttled)]
    [InlineData("SellerCallLimit", "ISV", FailureKind.Throttled)]
    [InlineData("901", "ISP", FailureKind.Throttled)]
    [InlineData("998", "ISP", FailureKind.Throttled)]
    [InlineData("ServiceTimeout", "ISP", FailureKind.Unavailable)]
    [InlineData("InvalidTimestamp", "ISV", FailureKind.Unavailable)]
    [InlineData("6", "ISP", FailureKind.Unavailable)]
    [InlineData("6", "ISV", FailureKind.Unavailable)]
    [InlineData("501", "ISV", FailureKind.Unavailable)]
    [InlineData("506", "ISP", FailureKind.Unavailable)]
    [InlineData("513", "ISP", FailureKind.Unavailable)]
    [InlineData("1000", "ISP", FailureKind.Unavailable)]
    [InlineData("40011", "ISP", FailureKind.Unavailable)]
    [InlineData("something new", "SYSTEM", FailureKind.Unavailable)]
    [InlineData("SellerNotVerified", "ISV", FailureKind.Refused)]
    [InlineData("17", "ISV", FailureKind.Refused)]
    [InlineData("something new", "ISV", FailureKind.Refused)]
    public void A_code_inside_an_answer_that_looks_well_says_who_acts_next(string code, string type, FailureKind kind)
    {
        var failure = Judged($$"""{"type":"{{type}}","code":"{{code}}","message":"as the gateway says","request_id":"0ba2887315178178017221014"}""");

        Assert.Equal(kind, failure.Kind);
        Assert.Equal("0ba2887315178178017221014", failure.RequestId);
    }

    [Theory]
    [InlineData("ApiCallLimit", "Api access frequency exceeds the limit. this ban will last 7 seconds", 7)]
    [InlineData("ApiCallLimit", "This ban will last for 27 more seconds", 27)]
    [InlineData("ApiCallLimit", "Api access frequency exceeds the limit. this ban will last 0 seconds", 1)]
    [InlineData("901", "E901: The request is too frequent, or the requested functionality is temporarily disabled.", 1)]
    [InlineData("AppCallLimit", "no more today", null)]
    public void A_ban_is_waited_for_as_long_as_it_says(string code, string message, int? seconds) => Assert.Equal(
        seconds, (int?)Judged($$"""{"type":"ISV","code":"{{code}}","message":"{{message}}"}""").RetryAfter?.TotalSeconds);

    [Fact]
    public void A_code_may_be_a_number() => Assert.Equal(FailureKind.Throttled, Judged("""{"code":901,"message":"slow"}""").Kind);

    [Fact]
    public void An_answer_without_a_code_is_not_lazadas() => Assert.Equal(FailureKind.Unreadable, Judged("""{"data":{"orders":[]}}""").Kind);

    [Fact]
    public void What_the_gateway_itself_refused_had_no_effect()
    {
        Assert.True(Judged("""{"code":"InvalidCode","type":"ISV"}""").HadNoEffect);
        Assert.False(Judged("""{"code":"ServiceTimeout","type":"ISP"}""").HadNoEffect);
        Assert.False(Judged("<html>502</html>", HttpStatusCode.BadGateway).HadNoEffect);
    }

    private static ConnectorException Judged(string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = new LazadaAnswer(status, Encoding.UTF8.GetBytes(body), null);
        return Assert.Throws<ConnectorException>(() => LazadaErrors.Ensure(answer));
    }
}
