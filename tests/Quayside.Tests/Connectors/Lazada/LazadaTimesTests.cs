using Quayside.Connectors.Lazada;

namespace Quayside.Tests.Connectors.Lazada;

public sealed class LazadaTimesTests
{
    private static readonly TimeSpan Bangkok = TimeSpan.FromHours(7);

    [Theory]
    [InlineData("2021-07-29 11:02:19 +0700", "2021-07-29T04:02:19Z")]
    [InlineData("2021-07-29T11:02:19+07:00", "2021-07-29T04:02:19Z")]
    [InlineData("2021-07-29T11:02:19+0800", "2021-07-29T03:02:19Z")]
    [InlineData("2021-07-29 11:02:19", "2021-07-29T04:02:19Z")]
    [InlineData("2021-07-29 11:02", "2021-07-29T04:02:00Z")]
    [InlineData("2021-07-29", "2021-07-28T17:00:00Z")]
    [InlineData("1645176573000", "2022-02-18T09:29:33Z")]
    [InlineData("1645176573", "2022-02-18T09:29:33Z")]
    public void Every_way_that_lazada_writes_a_time_is_read(string text, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), LazadaTimes.Parse(text, Bangkok));

    [Theory]
    [InlineData("soon")]
    [InlineData("2021-13-40 11:02:19 +0700")]
    [InlineData("99999999999999999")]
    public void What_is_no_time_is_none(string text) => Assert.Null(LazadaTimes.Parse(text, Bangkok));

    [Fact]
    public void A_time_is_asked_for_in_the_countrys_zone()
    {
        var second = DateTimeOffset.Parse("2026-06-22T16:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds();

        Assert.Equal("2026-06-23T00:00:00+08:00", LazadaTimes.Iso(second, TimeSpan.FromHours(8)));
        Assert.Equal("2026-06-23T00:00:00+0800", LazadaTimes.Compact(second, TimeSpan.FromHours(8)));
    }
}
