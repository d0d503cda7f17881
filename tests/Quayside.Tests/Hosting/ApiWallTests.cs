using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Quayside.Organisations;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Hosting;

/// <summary>Who may see and do what, route by route, as the OpenAPI document lists them.</summary>
public sealed class ApiWallTests(App app) : IClassFixture<App>, IAsyncLifetime
{
    private static readonly SemaphoreSlim Once = new(1, 1);
    private static (App App, OneOfEach Rows)? _seeded;

    private OneOfEach _rows = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Once.WaitAsync(Cancellation);
        try
        {
            _seeded = _seeded is { } seeded && seeded.App == app
                ? seeded
                : (app, await OneOfEach.AddAsync(app.Databases, app.Seller.OrganisationId));
            _rows = _seeded.Value.Rows;
        }
        finally
        {
            Once.Release();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Another_organisations_ids_are_not_there()
    {
        var document = await ApiDocument.LoadAsync(app);
        using var stranger = app.Client(app.Stranger.Keys[Role.Owner]);
        var routes = document.Operations.Where(o => o.NamesRow).ToList();

        foreach (var route in routes)
        {
            using var answer = await SendAsync(stranger, route, route.PathOf(_rows), document);

            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{route} told a stranger {(int)answer.StatusCode}");
            Assert.Equal("not_found", await CodeAsync(answer));
        }

        Assert.NotEmpty(routes);
    }

    [Fact]
    public async Task Another_organisations_store_is_not_there_to_filter_by()
    {
        var document = await ApiDocument.LoadAsync(app);
        using var stranger = app.Client(app.Stranger.Keys[Role.Owner]);
        var routes = document.Operations.Where(o => o.TakesStore).ToList();

        foreach (var route in routes)
        {
            using var answer = await SendAsync(stranger, route, $"{route.Path}?storeId={_rows.Store}", document);

            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{route} told a stranger {(int)answer.StatusCode}");
        }

        Assert.NotEmpty(routes);
    }

    [Fact]
    public async Task Lists_show_a_stranger_nothing_of_ours()
    {
        var document = await ApiDocument.LoadAsync(app);
        using var stranger = app.Client(app.Stranger.Keys[Role.Owner]);

        foreach (var route in document.Operations.Where(o => o.IsRead && o.AnswersJson && !o.NamesRow && o.Path != "/api/v1/channels"))
        {
            var list = await stranger.GetFromJsonAsync<JsonElement>(route.Path, Cancellation);

            Assert.True(list.GetProperty("items").GetArrayLength() == 0, $"{route} shows rows of another organisation");
        }
    }

    [Fact]
    public async Task Nothing_is_open_to_a_caller_without_a_key()
    {
        var document = await ApiDocument.LoadAsync(app);
        foreach (var key in (string?[])[null, "qsk_nobody"])
        {
            using var nobody = app.Client(key);
            foreach (var route in document.Operations)
            {
                using var answer = await SendAsync(nobody, route, route.PathOf(_rows), document);

                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{route} told nobody {(int)answer.StatusCode}");
                Assert.Equal(key is null ? "key.missing" : "key.invalid", await CodeAsync(answer));
            }
        }
    }

    [Fact]
    public async Task Every_search_says_how_it_finds()
    {
        var document = await ApiDocument.LoadAsync(app);

        var searches = document.Operations
            .SelectMany(o => o.Element.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [])
            .Where(p => p.GetProperty("name").GetString() == "q").ToList();

        Assert.True(searches.Count >= 5, $"{searches.Count}");
        Assert.All(searches, q => Assert.Contains("every word, in any order", q.GetProperty("description").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_viewers_key_changes_nothing()
    {
        var document = await ApiDocument.LoadAsync(app);
        using var viewer = app.Client(app.Seller.Keys[Role.Viewer]);
        foreach (var route in document.Operations.Where(o => !o.IsRead))
        {
            using var answer = await SendAsync(viewer, route, route.PathOf(_rows), document);

            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{route} told a viewer {(int)answer.StatusCode}");
            Assert.Equal("forbidden", await CodeAsync(answer));
        }
    }

    [Fact]
    public async Task A_managers_key_connects_and_disconnects_no_store()
    {
        using var manager = app.Client(app.Seller.Keys[Role.Manager]);

        using var connect = await manager.PostAsJsonAsync(
            "/api/v1/stores", new { channel = "scripted", name = "x", settings = new { } }, Cancellation);
        using var disconnect = await manager.PostAsync($"/api/v1/stores/{_rows.Store}/disconnect", null, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, connect.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, disconnect.StatusCode);
    }

    [Fact]
    public async Task Every_answer_is_what_the_document_says()
    {
        var document = await ApiDocument.LoadAsync(app);
        using var viewer = app.Client(app.Seller.Keys[Role.Viewer]);
        var mistakes = new List<string>();
        foreach (var route in document.Operations.Where(o => o.IsRead && o.AnswersJson))
        {
            using var answer = await viewer.GetAsync(route.PathOf(_rows), Cancellation);
            var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            Assert.True(answer.IsSuccessStatusCode, $"{route}: {json}");
            mistakes.AddRange(document.Check(route, (int)answer.StatusCode, json));
            Assert.False(json.TryGetProperty("items", out var items) && items.GetArrayLength() == 0, $"{route}: an empty list proves nothing");
        }

        Assert.Empty(mistakes);
    }

    [Fact]
    public async Task Every_refusal_is_a_problem_as_the_document_says()
    {
        var document = await ApiDocument.LoadAsync(app);
        using var stranger = app.Client(app.Stranger.Keys[Role.Owner]);
        foreach (var route in document.Operations.Where(o => o.NamesRow))
        {
            using var answer = await SendAsync(stranger, route, route.PathOf(_rows), document);

            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Empty(document.Check(route, 404, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)));
        }
    }

    [Theory]
    [InlineData("/api/v1/listings?limit=0", 400, "limit.invalid")]
    [InlineData("/api/v1/listings?limit=501", 400, "limit.invalid")]
    [InlineData("/api/v1/listings?limit=many", 400, "request.invalid")]
    [InlineData("/api/v1/listings?cursor=abc", 400, "cursor.invalid")]
    [InlineData("/api/v1/listings?link=sideways", 400, "request.invalid")]
    [InlineData("/api/v1/orders?from=yesterday", 400, "request.invalid")]
    [InlineData("/api/v1/listings/one", 404, "not_found")]
    [InlineData("/api/v1/nothing", 404, "not_found")]
    [InlineData("/api/v2/listings", 404, "not_found")]
    public async Task What_cannot_be_read_is_a_problem_with_a_code(string address, int status, string code)
    {
        using var viewer = app.Client();

        using var answer = await viewer.GetAsync(address, Cancellation);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, await CodeAsync(answer));
    }

    [Theory]
    [InlineData("listings?link=linked")]
    [InlineData("listings?link=unlinked")]
    [InlineData("listings?link=conflict")]
    [InlineData("listings?status=outOfStock&sort=title")]
    [InlineData("listings?status=OutOfStock&sort=Newest")]
    [InlineData("stock-items?sort=sku")]
    [InlineData("orders?state=readyToShip")]
    [InlineData("orders?state=cancelRequested")]
    public async Task A_word_is_taken_as_the_answers_write_it(string address)
    {
        using var viewer = app.Client();

        using var answer = await viewer.GetAsync($"/api/v1/{address}", Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, ApiOperation route, string path, ApiDocument document)
    {
        using var request = new HttpRequestMessage(route.Method, path);
        if (document.Body(route) is { } body)
        {
            request.Content = JsonContent.Create(body);
        }

        return await client.SendAsync(request, Cancellation);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString();
}
