using Quayside.Carriers;
using Quayside.Catalogue;
using Quayside.Catalogue.Files;
using Quayside.Catalogue.Own;
using Quayside.Inventory;
using Quayside.Inventory.Files;
using Quayside.Orders;
using Quayside.Orders.Files;
using Quayside.Orders.Fulfilment;
using Quayside.Organisations;
using Quayside.SkuLinks;
using Quayside.SkuLinks.Decisions;
using Quayside.SkuLinks.Files;
using Quayside.SkuLinks.WorkList;
using Quayside.Stores;
using Quayside.Stores.Webhooks;

namespace Quayside.Hosting;

/// <summary>Everything that can be asked and done, room by room. Each opens its own context, so one of each is enough.</summary>
internal static class Rooms
{
    public static void AddRooms(this IServiceCollection services)
    {
        services.AddSingleton<Secrets>().AddSingleton<Callers>();

        services.AddSingleton<CreateAccount>().AddSingleton<FirstRun>().AddSingleton<ManageUsers>().AddSingleton<ManageApiKeys>();

        services.AddSingleton<FindStores>().AddSingleton<GetSyncSession>().AddSingleton<FindQuarantine>();

        services.AddSingleton<FindListings>().AddSingleton<GetListing>().AddSingleton<FindListingEvents>();
        services.AddOwnCatalogue();
        services.AddSingleton<FindStockItems>().AddSingleton<GetStockItem>().AddSingleton<GetAvailability>();
        services.AddSingleton<FindMovements>().AddSingleton<FindWarehouses>().AddSingleton<ManageWarehouses>();
        services.AddSingleton<AdjustStock>().AddSingleton<CountStock>().AddSingleton<TransferStock>();
        services.AddSingleton<ImportCounts>().AddSingleton<ExportStock>();
        services.AddSingleton<FindSkuChanges>().AddSingleton<DecideSkuChange>();
        services.AddSingleton<LinkVariation>().AddSingleton<UnlinkVariation>();
        services.AddMapping();
        services.AddSingleton<PreviewMapping>().AddSingleton<ApplyMapping>().AddSingleton<UndoMapping>().AddSingleton<MappingHistory>();
        services.AddSingleton<FindOrders>().AddSingleton<GetOrder>().AddSingleton<FindOrderEvents>().AddSingleton<OrdersPerDay>();
        services.AddSingleton<TakeOrder>().AddSingleton<EditOrder>().AddSingleton<PreviewOrder>();
        services.AddSingleton<FindSellable>().AddSingleton<FindBuyers>();
        services.AddSingleton<ImportOrderFile>().AddSingleton<ExportOrders>();
        services.AddSingleton<MoveOrder>().AddSingleton<ShipOrder>().AddSingleton<ReturnOrder>().AddSingleton<TrackParcel>();
        services.AddSingleton<MoveOrders>().AddSingleton<GetPickList>();
        services.AddSingleton<FindCarriers>().AddSingleton<AddCarrier>().AddSingleton<ChangeCarrier>().AddSingleton<RemoveCarrier>();
        services.AddSingleton<FindClusters>().AddSingleton<MergeCarriers>().AddSingleton<SplitCarrier>().AddSingleton<SetCarriersApart>();
        services.AddSingleton<ChooseDefaultCarrier>().AddSingleton<ChooseOrderCarrier>();
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization(SignIn.MayRead);
        ChannelsApi.Map(api);
        StoresApi.Map(api);
        SyncApi.Map(api);
        WebhooksApi.Map(api);
        CatalogueApi.Map(api);
        OwnListingsApi.Map(api);
        CatalogueFilesApi.Map(api);
        InventoryApi.Map(api);
        StockApi.Map(api);
        StockFilesApi.Map(api);
        SkuLinksApi.Map(api);
        SkuChangesApi.Map(api);
        SuggestionsApi.Map(api);
        MappingFilesApi.Map(api);
        DecisionsApi.Map(api);
        OrdersApi.Map(api);
        FulfilmentApi.Map(api);
        CarriersApi.Map(api);

        WebhooksApi.MapHooks(app);
    }
}
