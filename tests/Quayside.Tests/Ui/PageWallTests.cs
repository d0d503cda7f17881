using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Quayside.Hosting;
using Quayside.Organisations;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Ui;

/// <summary>Who may open which page, page by page, as the program routes them.</summary>
public sealed class PageWallTests(App app) : IClassFixture<App>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static List<(string Route, bool IsOpen)> Pages { get; } = [..
        from type in typeof(QuaysideApp).Assembly.GetTypes()
        from route in type.GetCustomAttributes<RouteAttribute>()
        select (route.Template, type.GetCustomAttribute<AllowAnonymousAttribute>() is not null)];

    [Fact]
    public async Task A_page_of_another_organisations_row_is_not_there()
    {
        var seller = await app.NewSellerAsync("Pages");
        var rows = await OneOfEach.AddAsync(app.Databases, seller.OrganisationId);
        using var ours = await SignedIn.AsAsync(app, seller, Role.Viewer);
        using var strangers = await SignedIn.AsAsync(app, app.Stranger, Role.Owner);
        var named = Pages.Where(p => p.Route.Contains('{', StringComparison.Ordinal)).ToList();

        foreach (var (route, _) in named)
        {
            var path = PathOf(route, rows);
            Assert.True((await ours.GetAsync(path, Cancellation)).StatusCode == HttpStatusCode.OK, $"{path} is not there for us");
            Assert.True((await strangers.GetAsync(path, Cancellation)).StatusCode == HttpStatusCode.NotFound, $"{path} is there for strangers");
        }

        Assert.NotEmpty(named);
    }

    [Fact]
    public async Task Every_page_asks_for_a_person_who_is_signed_in_unless_it_says_otherwise()
    {
        using var nobody = app.Browser();
        foreach (var (route, isOpen) in Pages.Where(p => !p.Route.Contains('{', StringComparison.Ordinal)))
        {
            using var answer = await nobody.GetAsync(route, Cancellation);

            var isSentAway = answer.Headers.Location?.OriginalString.Contains("/sign-in", StringComparison.Ordinal) == true;
            Assert.True(isSentAway != isOpen, $"{route} answers nobody with {(int)answer.StatusCode}");
        }
    }

    private static string PathOf(string route, OneOfEach rows) => route.Replace("{Id:long}", route.Split('/')[1] switch
    {
        "stores" => $"{rows.Store}",
        "catalogue" => $"{rows.Listing}",
        "inventory" => $"{rows.StockItem}",
        "orders" => $"{rows.Order}",
        _ => throw new InvalidOperationException($"Say here which row {route} names: else nobody tests that strangers do not reach it."),
    }, StringComparison.Ordinal);
}
