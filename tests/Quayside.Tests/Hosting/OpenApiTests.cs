using Quayside.Tests.Harness;

namespace Quayside.Tests.Hosting;

public sealed class OpenApiTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task The_document_is_served_to_everyone()
    {
        using var client = app.Client(key: null);

        var document = await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);

        await File.WriteAllTextAsync("/tmp/openapi.json", document, TestContext.Current.CancellationToken);
        Assert.Contains("/api/v1/listings", document, StringComparison.Ordinal);
    }
}
