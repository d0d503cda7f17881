using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Quayside.Hosting;
using Quayside.Stores;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Stores;

public sealed class StoreTokensTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tokens_are_looked_up_once_under_a_lease_and_what_is_written_is_known_at_once()
    {
        var shop = new ScriptedChannel();
        await using var sync = await SyncHarness.StartAsync(database, null, shop);
        var store = await sync.ConnectAsync(shop);
        var lease = (await StoreLease.TakeAsync(sync.Databases, sync.Clock, sync.OrganisationId, store.Id, Cancellation))!;
        var secrets = new Secrets(new EphemeralDataProtectionProvider());
        var tokens = new StoreTokens(sync.Databases, secrets, lease);
        await tokens.WriteAsync("kept", "before", Cancellation);
        var later = new StoreTokens(sync.Databases, secrets, lease);

        Assert.Equal("before", await later.ReadAsync("kept", Cancellation));
        await ForgetAsync(sync, store);

        Assert.Equal("before", await later.ReadAsync("kept", Cancellation));
        await later.WriteAsync("other", "new", Cancellation);
        Assert.Equal((null, "new"), (await later.ReadAsync("kept", Cancellation), await later.ReadAsync("other", Cancellation)));
        Assert.Equal("new", await new StoreTokens(sync.Databases, secrets, lease).ReadAsync("other", Cancellation));
    }

    private static async Task ForgetAsync(SyncHarness sync, Store store)
    {
        await using var db = sync.Read();
        byte[]? nothing = null;
        await db.Stores.Where(s => s.Id == store.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Tokens, nothing), Cancellation);
    }
}
