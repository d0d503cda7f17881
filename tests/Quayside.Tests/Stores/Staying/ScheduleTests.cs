using System.Text.Json.Nodes;
using Quayside.Organisations;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Tests.Journeys;

namespace Quayside.Tests.Stores.Staying;

/// <summary>When stores are looked at, as the API sets and tells it.</summary>
public sealed class ScheduleTests(App app) : IClassFixture<App>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stores_own_minutes_are_set_told_and_taken_back()
    {
        var seller = await app.NewSellerAsync("Scheduled");
        var store = await StoreAsync(seller);
        using var client = QuaysideClient.Of(app, seller, Role.Manager);

        var set = await client.SendAsync(HttpMethod.Put, $"stores/{store}/schedule", new JsonObject { ["everyMinutes"] = 20 });

        Assert.Equal(200, set.Status);
        var fresh = set.Body["freshness"]!;
        Assert.Equal("20", fresh["everyMinutes"]!.ToString());
        var next = DateTimeOffset.Parse(fresh["nextAt"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(next - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(17), TimeSpan.FromMinutes(22.1)); // jittered
        Assert.Equal("store.every_minutes", (await client.SendAsync(HttpMethod.Put, $"stores/{store}/schedule", new JsonObject { ["everyMinutes"] = 0 })).Code);

        var back = await client.SendAsync(HttpMethod.Put, $"stores/{store}/schedule", new JsonObject());
        Assert.Null(back.Body["freshness"]!["everyMinutes"]); // this program looks at no store by itself
        Assert.Null(back.Body["freshness"]!["nextAt"]);
    }

    [Theory]
    [InlineData(StoreHealth.Ok, 5, false)]
    [InlineData(StoreHealth.Ok, 60, true)]
    [InlineData(StoreHealth.Waiting, 5, true)]
    [InlineData(StoreHealth.NeedsReauth, 5, true)]
    public async Task A_store_that_is_behind_says_why(StoreHealth health, int minutesOld, bool isBehind)
    {
        var seller = await app.NewSellerAsync($"Behind {health} {minutesOld}");
        var store = await StoreAsync(seller, health, 15, minutesOld);
        using var client = QuaysideClient.Of(app, seller);

        var behind = (await client.GetAsync($"stores/{store}")).Body["freshness"]!["behind"];

        Assert.Equal(isBehind, behind is not null);
        Assert.True(!isBehind || behind!["reason"]!.ToString().Length > 10);
    }

    private async Task<long> StoreAsync(Seller seller, StoreHealth health = StoreHealth.Ok, int? every = null, int minutesOld = 1)
    {
        var now = TimeProvider.System.GetUtcNow();
        var store = new Store
        {
            OrganisationId = seller.OrganisationId,
            Channel = "scripted",
            Name = "Shop",
            ShopName = "Shop",
            Settings = [],
            HistoryDays = 90,
            ConnectedAt = now,
            Health = health,
            HealthText = health == StoreHealth.Ok ? null : "The shop said no and why.",
            SyncEveryMinutes = every,
        };
        await using var db = app.Databases.Open(seller.OrganisationId);
        db.Stores.Add(store);
        db.AddRange(Enum.GetValues<StageName>().Take(2).Select(feed => new SyncCursor
        {
            OrganisationId = seller.OrganisationId,
            StoreId = store.Id,
            Feed = feed,
            ReadUpTo = now.AddMinutes(-minutesOld),
        }));
        await db.SaveChangesAsync(Cancellation);
        return store.Id;
    }
}
