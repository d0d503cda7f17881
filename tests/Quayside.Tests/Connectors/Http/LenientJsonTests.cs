using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Tests.Connectors.Http;

public sealed class LenientJsonTests
{
    [Theory]
    [InlineData("\"12.50\"", "12.50")]
    [InlineData("12.50", "12.50")]
    [InlineData("\"12,50\"", "12.50")]
    [InlineData("\"1.234,50\"", "1234.50")]
    [InlineData("\"1,234.50\"", "1234.50")]
    [InlineData("\" 7 \"", "7")]
    [InlineData("13.340000000000002", "13.340000000000002")]
    [InlineData("-3", "-3")]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("false", null)]
    public void Numbers_come_as_text_with_commas_or_not_at_all(string json, string? expected)
    {
        using var document = JsonDocument.Parse($"{{\"n\":{json}}}");

        Assert.Equal(expected, document.RootElement.DecimalText("n"u8));
        Assert.Equal(expected is null, document.RootElement.Number("n"u8) is null);
    }

    [Theory]
    [InlineData("\"a few\"")]
    [InlineData("[1]")]
    [InlineData("1e400")]
    [InlineData("true")]
    public void What_is_no_number_names_its_field_and_not_its_value(string json)
    {
        using var document = JsonDocument.Parse($"{{\"stock\":{json}}}");

        var failure = Assert.Throws<FormatException>(() => document.RootElement.Number("stock"u8));

        Assert.Contains("\"stock\"", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("few", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"12\"", "12")]
    [InlineData("12", "12")]
    [InlineData("0", null)]
    [InlineData("\"0\"", null)]
    [InlineData("null", null)]
    public void Ids_are_text_and_zero_is_none(string json, string? expected)
    {
        using var document = JsonDocument.Parse($"{{\"id\":{json}}}");

        Assert.Equal(expected, document.RootElement.Id("id"u8));
    }

    [Theory]
    [InlineData("\"2026-11-23T22:37:17\"", "2026-11-23T22:37:17Z")]
    [InlineData("\"2026-11-23T22:37:17Z\"", "2026-11-23T22:37:17Z")]
    [InlineData("\"2026-11-23T22:37:17+02:00\"", "2026-11-23T20:37:17Z")]
    [InlineData("\"0000-00-00T00:00:00\"", null)]
    [InlineData("\"-0001-11-30T00:00:00\"", null)]
    [InlineData("null", null)]
    public void A_time_without_a_zone_is_UTC(string json, string? expected)
    {
        using var document = JsonDocument.Parse($"{{\"at\":{json}}}");

        Assert.Equal(expected, document.RootElement.Utc("at"u8)?.ToString("yyyy-MM-ddTHH:mm:ssK", null).Replace("+00:00", "Z", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[1,2]", 2)]
    [InlineData("{\"0\":1,\"5\":2}", 2)]
    [InlineData("\"\"", 0)]
    [InlineData("null", 0)]
    public void A_list_may_come_as_an_object(string json, int expected)
    {
        using var document = JsonDocument.Parse($"{{\"list\":{json}}}");

        Assert.Equal(expected, document.RootElement.Items("list"u8).Count());
    }

    [Fact]
    public void The_null_character_is_left_out()
    {
        using var document = JsonDocument.Parse("""{"name":"a\u0000b"}""");

        Assert.Equal("ab", document.RootElement.Text("name"u8));
    }
}
