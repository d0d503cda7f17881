using Quayside.Connectors;
using Quayside.Stores.Authorisations;
using Quayside.Stores.Coverage;
using Quayside.Stores.Webhooks;

namespace Quayside.Stores;

/// <summary>What the room offers to the rest of the program.</summary>
internal static class StoresRoom
{
    /// <param name="allowPrivateAddresses">Connections:AllowPrivateAddresses.</param>
    /// <param name="syncEvery">Sync:EveryMinutes.</param>
    public static IServiceCollection AddStores(this IServiceCollection services, bool allowPrivateAddresses, TimeSpan syncEvery) => services
        .AddSingleton(new ShopAddresses(allowPrivateAddresses))
        .AddSingleton<ShopHttp>()
        .AddSingleton(new ConnectorList(BuiltIn.Connectors))
        .AddSingleton<RenewTokens>()
        .AddSingleton<ChannelSignIns>()
        .AddSingleton<BeginChannelSignIn>()
        .AddSingleton<FinishChannelSignIn>()
        .AddSingleton<OpenShop>()
        .AddSingleton<AskShop>()
        .AddSingleton<StoreNews>()
        .AddSingleton<WebhookWork>()
        .AddSingleton<HintInbox>()
        .AddHostedService(provider => provider.GetRequiredService<HintInbox>())
        .AddSingleton<ReceiveDelivery>()
        .AddSingleton<SubscribeWebhooks>()
        .AddSingleton<RemoveWebhooks>()
        .AddSingleton<GetWebhooks>()
        .AddSingleton(provider => new SyncSchedule(provider.GetRequiredService<TimeProvider>(), syncEvery))
        .AddSingleton<RunContexts>()
        .AddSingleton<StoreRuns>()
        .AddSingleton<StoreRestart>()
        .AddSingleton<CheckShop>()
        .AddSingleton<ConnectStore>()
        .AddSingleton<OpenOfflineStore>()
        .AddSingleton<ChangeOfflineStore>()
        .AddSingleton<OfflineChoices>()
        .AddSingleton<ReauthoriseStore>()
        .AddSingleton<DisconnectStore>()
        .AddSingleton<ReconnectStore>()
        .AddSingleton<StartSync>()
        .AddSingleton<FetchOlderOrders>()
        .AddSingleton<RetryQuarantine>()
        .AddSingleton<ScheduleStore>()
        .AddSingleton<GetCoverage>()
        .AddSingleton<StoreWaker>()
        .AddHostedService(provider => provider.GetRequiredService<StoreWaker>())
        .AddHostedService(provider => provider.GetRequiredService<SkuLinks.Suggestions.SuggestionSearch>());
}
