using System.Text;
using Quayside.Connectors.Http;

namespace Quayside.Tests.Connectors.Http;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("<!DOCTYPE html><script>var a = [1, 2]; var b = {\"c\": 1};</script></html>")]
    [InlineData("")]
    [InlineData("plain text")]
    [InlineData("[1,2] trailing")]
    public void What_is_no_JSON_to_its_end_is_none(string body) => Assert.Null(JsonBody.Parse(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("[{\"id\":1},{\"id\":2")]
    [InlineData("{\"a\":\"b")]
    [InlineData("\uFEFF[1,")]
    public void JSON_that_breaks_off_is_told_apart(string body) =>
        Assert.Throws<HttpIOException>(() => JsonBody.Parse(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Deep_JSON_of_a_page_builder_is_read()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 300)) + string.Concat(Enumerable.Repeat("]", 300));

        using var document = JsonBody.Parse(Encoding.UTF8.GetBytes(deep));

        Assert.NotNull(document);
    }

    [Fact]
    public void A_slice_is_the_records_own_bytes_and_no_copy()
    {
        ReadOnlyMemory<byte> body = Encoding.UTF8.GetBytes("""[{"id":1}, {"id": 2,"name":"ä"}]""");
        using var document = JsonBody.Parse(body)!;

        var slice = JsonBody.Slice(body, document.RootElement[1]);

        Assert.Equal("""{"id": 2,"name":"ä"}""", Encoding.UTF8.GetString(slice.Span));
        Assert.True(body.Span.Overlaps(slice.Span));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_not_taken_in()
    {
        using var body = new ByteArrayContent(new byte[5000]);
        using var longer = new ByteArrayContent(new byte[5001]);

        Assert.Equal(5000, (await JsonBody.ReadAsync(body, 5000, TestContext.Current.CancellationToken)).Length);
        await Assert.ThrowsAsync<InvalidDataException>(() => JsonBody.ReadAsync(longer, 5000, TestContext.Current.CancellationToken));
    }
}
