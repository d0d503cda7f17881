using Quayside.Connectors;

namespace Quayside.Stores;

/// <summary>What the room offers to the rest of the program.</summary>
internal static class StoresRoom
{
    /// <param name="allowPrivateAddresses">Connections:AllowPrivateAddresses.</param>
    public static IServiceCollection AddStores(this IServiceCollection services, bool allowPrivateAddresses) => services
        .AddSingleton(new ShopAddresses(allowPrivateAddresses))
        .AddSingleton<ShopHttp>()
        .AddSingleton(new ConnectorList(BuiltIn.Connectors))
        .AddSingleton<OpenShop>()
        .AddSingleton<AskShop>()
        .AddSingleton<StoreRuns>()
        .AddSingleton<StoreRestart>()
        .AddSingleton<CheckShop>()
        .AddSingleton<ConnectStore>()
        .AddSingleton<ReauthoriseStore>()
        .AddSingleton<DisconnectStore>()
        .AddSingleton<ReconnectStore>()
        .AddSingleton<StartSync>()
        .AddSingleton<RetryQuarantine>()
        .AddSingleton<StoreWaker>()
        .AddHostedService(provider => provider.GetRequiredService<StoreWaker>())
        .AddHostedService(provider => provider.GetRequiredService<SkuLinks.Suggestions.SuggestionSearch>());
}
