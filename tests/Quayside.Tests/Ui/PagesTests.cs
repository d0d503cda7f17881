using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Quayside.Organisations;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Ui;

/// <summary>Who is let in to which page, page by page, as their routes list them.</summary>
public sealed partial class PagesTests(App app) : IClassFixture<App>, IAsyncLifetime
{
    private const string Password = "a few good words";

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
    public async Task Our_own_rows_have_their_pages_and_another_organisations_are_not_there()
    {
        using var ours = await SignedInAsync(app.Seller, Role.Viewer);
        using var stranger = await SignedInAsync(app.Stranger, Role.Owner);
        var pages = Pages().Where(route => route.Contains("{Id", StringComparison.Ordinal)).Select(AddressOf).ToList();

        foreach (var page in pages)
        {
            using var own = await ours.GetAsync(page, Cancellation);
            using var other = await stranger.GetAsync(page, Cancellation);

            Assert.True(own.StatusCode == HttpStatusCode.OK, $"{page} told its owner {(int)own.StatusCode}");
            Assert.True(other.StatusCode == HttpStatusCode.NotFound, $"{page} told a stranger {(int)other.StatusCode}");
            Assert.Contains("blazor.web", await other.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        Assert.Equal(10, pages.Count);
    }

    [Fact]
    public async Task Every_page_sends_who_is_not_signed_in_to_the_door()
    {
        using var nobody = app.Browser();
        foreach (var page in Pages().Where(route => route != "/error").Select(AddressOf))
        {
            using var answer = await nobody.GetAsync(page, Cancellation);

            Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{page} told nobody {(int)answer.StatusCode}");
            Assert.StartsWith("/sign-in?returnUrl=", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Everything_a_page_is_drawn_with_has_a_body()
    {
        using var browser = await SignedInAsync(app.Seller, Role.Viewer);
        var html = await browser.GetStringAsync("/", Cancellation);
        var assets = Assets().Matches(html).Select(m => m.Groups["address"].Value).ToList();

        foreach (var asset in assets)
        {
            var body = await browser.GetByteArrayAsync("/" + asset.TrimStart('/'), Cancellation);

            Assert.True(body.Length > 100, $"{asset} has {body.Length} bytes");
        }

        Assert.Equal(8, assets.Count);
    }

    [Fact]
    public async Task A_page_holds_no_inline_style_or_script()
    {
        using var browser = await SignedInAsync(app.Seller, Role.Viewer);

        var html = await browser.GetStringAsync("/catalogue", Cancellation);

        Assert.DoesNotMatch(@"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", html);
    }

    [Fact]
    public async Task An_address_without_a_page_answers_404_as_a_page()
    {
        using var browser = await SignedInAsync(app.Seller, Role.Viewer);

        using var answer = await browser.GetAsync("/nowhere", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("blazor.web", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_organisations_pictures_are_not_there()
    {
        using var stranger = await SignedInAsync(app.Stranger, Role.Owner);
        using var nobody = app.Browser();

        foreach (var address in (string[])[$"/images/{_rows.Listing}/0", $"/images/variations/{_rows.Variation}", $"/images/items/{_rows.StockItem}"])
        {
            using var other = await stranger.GetAsync(address, Cancellation);
            using var none = await nobody.GetAsync(address, Cancellation);

            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
            Assert.Equal(HttpStatusCode.Redirect, none.StatusCode);
        }
    }

    private static IEnumerable<string> Pages() => typeof(Quayside.Ui.Pages).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template);

    private string AddressOf(string route) => !route.Contains("{Id", StringComparison.Ordinal)
        ? route
        : route.Replace("{Id:long}", RowOf(route.Split('/')[1]).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private long RowOf(string room) => room switch
    {
        "stores" => _rows.Store,
        "catalogue" => _rows.Listing,
        "inventory" => _rows.StockItem,
        "orders" => _rows.Order,
        "carriers" => _rows.Carrier,
        _ => throw new InvalidOperationException($"Which row does a page under /{room} show?"),
    };

    private async Task<HttpClient> SignedInAsync(Seller seller, Role role)
    {
        var email = $"{Guid.NewGuid():N}@example.test";
        await app.Services.GetRequiredService<ManageUsers>().CreateAsync(seller.Owner, email, role, Password, Cancellation);
        var browser = app.Browser();
        var token = Token().Match(await browser.GetStringAsync("/sign-in", Cancellation)).Groups["token"].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token,
            ["email"] = email,
            ["password"] = Password,
            ["returnUrl"] = "",
        });
        using var answer = await browser.PostAsync("/sign-in", form, Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="(?<token>[^"]+)""")]
    private static partial Regex Token();

    [GeneratedRegex("""<(link|script)[^>]*?(href|src)="(?<address>[^"]+)""")]
    private static partial Regex Assets();
}
