using Quayside.Carriers;
using Quayside.Connectors;
using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.SkuLinks;
using Quayside.Stores;
using Quayside.Stores.Coverage;

namespace Quayside.Ui;

/// <summary>What the domain's states are called on pages, and what colour they have.</summary>
internal static class Words
{
    /// <summary>A shop may sell what it gave no name: it still has to be found and opened.</summary>
    public static string Title(string? title) => string.IsNullOrWhiteSpace(title) ? "(no title)" : title;

    public static Badge Of(StoreHealth health) => health switch
    {
        StoreHealth.Ok => new Badge("Working", Tone.Done),
        StoreHealth.Waiting => new Badge("Waiting", Tone.Wait),
        StoreHealth.NeedsReauth => new Badge("Sign-in lost", Tone.Need),
        StoreHealth.Stopped => new Badge("Stopped", Tone.Need),
        StoreHealth.Disconnected => new Badge("Disconnected", Tone.None),
        _ => throw new ArgumentOutOfRangeException(nameof(health), health, null),
    };

    /// <summary>An offline store does not work or wait: it is open or closed.</summary>
    public static Badge Of(StoreView store) => store.Mode != StoreMode.Offline ? Of(store.Health)
        : store.DisconnectedAt is null ? new Badge("Open", Tone.Done) : new Badge("Closed", Tone.None);

    public static Badge Of(SyncState state) => state switch
    {
        SyncState.Running => new Badge("Running", Tone.Run),
        SyncState.Waiting => new Badge("Waiting", Tone.Wait),
        SyncState.Completed => new Badge("Completed", Tone.Done),
        SyncState.Failed => new Badge("Failed", Tone.Need),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static Badge Of(StageState state) => state switch
    {
        StageState.Pending => new Badge("Next", Tone.None),
        StageState.Running => new Badge("Reading", Tone.Run),
        StageState.Settling => new Badge("Linking", Tone.Run),
        StageState.Completed => new Badge("Done", Tone.Done),
        StageState.Failed => new Badge("Failed", Tone.Need),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static Badge Of(OrderState state) => state switch
    {
        OrderState.New => new Badge("New", Tone.Wait),
        OrderState.AwaitingPayment => new Badge("Awaiting payment", Tone.Wait),
        OrderState.ReadyToShip => new Badge("Ready to ship", Tone.Wait),
        OrderState.Packed => new Badge("Packed", Tone.Wait),
        OrderState.Shipped => new Badge("Shipped", Tone.Run),
        OrderState.Delivered => new Badge("Delivered", Tone.Done),
        OrderState.Completed => new Badge("Completed", Tone.Done),
        OrderState.CancelRequested => new Badge("Cancel requested", Tone.Need),
        OrderState.Cancelled => new Badge("Cancelled", Tone.None),
        OrderState.Refunded => new Badge("Refunded", Tone.None),
        OrderState.Returned => new Badge("Returned", Tone.None),
        OrderState.Unknown => new Badge("Unknown state", Tone.None),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static Badge Of(ListingStatus status) => status switch
    {
        ListingStatus.Active => new Badge("Active", Tone.None),
        ListingStatus.Inactive => new Badge("Inactive", Tone.None),
        ListingStatus.OutOfStock => new Badge("Out of stock", Tone.Wait),
        ListingStatus.Banned => new Badge("Banned", Tone.Need),
        ListingStatus.Draft => new Badge("Draft", Tone.None),
        ListingStatus.Deleted => new Badge("Deleted", Tone.None),
        ListingStatus.Unknown => new Badge("Unknown status", Tone.None),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static string Of(SyncKind kind) => kind switch
    {
        SyncKind.Initial => "Initial sync",
        SyncKind.Delta => "Look for changes",
        SyncKind.Reconcile => "Comparison of both sides",
        SyncKind.OlderOrders => "Older orders",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static Badge Of(CoverageState? state) => state switch
    {
        CoverageState.Complete => new Badge("Proven complete", Tone.Done),
        CoverageState.Healed => new Badge("Healed", Tone.Done),
        CoverageState.Partial => new Badge("Not proven", Tone.Need),
        CoverageState.NotOffered => new Badge("Not offered by the channel", Tone.None),
        null => new Badge("Not compared yet", Tone.None),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Of(LearnedBy by) => by switch
    {
        LearnedBy.InitialSync => "in the first sync",
        LearnedBy.DeltaSync => "in a look for changes",
        LearnedBy.Webhook => "by a message of the shop",
        LearnedBy.Reconciliation => "by comparing both sides",
        LearnedBy.OlderOrders => "when older orders were fetched",
        LearnedBy.Retry => "when it was read again",
        LearnedBy.Person => "by hand",
        LearnedBy.File => "from a file",
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, null),
    };

    public static string Of(Orders.OrderChange change) => change switch
    {
        Orders.OrderChange.State => "State",
        Orders.OrderChange.ChannelStatus => "The shop says",
        Orders.OrderChange.Payment => "Paid",
        Orders.OrderChange.Total => "Total",
        Orders.OrderChange.Refund => "Refunded",
        Orders.OrderChange.Carrier => "Carrier",
        Orders.OrderChange.TrackingNumber => "Tracking number",
        Orders.OrderChange.ShipTo => "Ships to",
        Orders.OrderChange.Lines => "Lines are now",
        Orders.OrderChange.Deleted => "Deleted in the shop",
        Orders.OrderChange.Restored => "Restored in the shop",
        Orders.OrderChange.Taken => "Taken",
        Orders.OrderChange.Buyer => "Buyer",
        Orders.OrderChange.Shipping => "Shipping",
        Orders.OrderChange.Discount => "Discount",
        Orders.OrderChange.Note => "Note",
        Orders.OrderChange.Parcel => "Parcel handed over",
        Orders.OrderChange.NotShipped => "Will not be shipped",
        Orders.OrderChange.CameBack => "Came back",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
    };

    public static string Of(Catalogue.ListingChange change) => change switch
    {
        Catalogue.ListingChange.Title => "Title",
        Catalogue.ListingChange.Status => "Status",
        Catalogue.ListingChange.SellerSku => "SKU",
        Catalogue.ListingChange.Gtin => "Barcode",
        Catalogue.ListingChange.Price => "Price",
        Catalogue.ListingChange.Added => "Variation added",
        Catalogue.ListingChange.Deleted => "Deleted",
        Catalogue.ListingChange.Restored => "Restored",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
    };

    public static string Of(StageName stage) => stage switch
    {
        StageName.Listings => "Listings",
        StageName.Orders => "Orders",
        StageName.Carriers => "Carriers",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, null),
    };

    public static string Of(CarrierSource source) => source switch
    {
        CarrierSource.Channel => "a shop",
        CarrierSource.Manual => "a person",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, null),
    };

    public static string Of(LinkOrigin origin) => origin switch
    {
        LinkOrigin.Exact => "same SKU",
        LinkOrigin.Rule => "by a rule",
        LinkOrigin.Manual => "by a person",
        LinkOrigin.Generated => "no SKU: code made by Quayside",
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, null),
    };

    public static string Of(ConflictReason reason) => reason switch
    {
        ConflictReason.TwiceInStore => "Two variations of one store have this SKU",
        ConflictReason.GtinDiffers => "Stores disagree on the barcode of this SKU",
        ConflictReason.PackSizeDiffers => "Stores disagree on the pack size of this SKU",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    public static string Of(MovementReason reason) => reason switch
    {
        MovementReason.Opening => "First figures of the store",
        MovementReason.Observed => "The store's figures changed",
        MovementReason.Orders => "Orders opened, shipped or cancelled",
        MovementReason.Linked => "A variation was linked or unlinked",
        MovementReason.Merged => "Items were merged",
        MovementReason.Split => "An item was split",
        MovementReason.Undone => "A decision was undone",
        MovementReason.Adjusted => "Adjusted by hand",
        MovementReason.Counted => "Counted",
        MovementReason.Transferred => "Carried between warehouses",
        MovementReason.Reserved => "Promised to an order",
        MovementReason.Released => "Order changed or cancelled",
        MovementReason.Shipped => "Shipped",
        MovementReason.Returned => "Came back from a buyer",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    public static string Of(Role role) => role switch
    {
        Role.Viewer => "a viewer",
        Role.Manager => "a manager",
        Role.Owner => "an owner",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    public static string May(Role role) => role switch
    {
        Role.Viewer => "look",
        Role.Manager => "look, sync and link",
        Role.Owner => "everything",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    /// <summary>"Red, XL"; empty for a product without variations.</summary>
    public static string Options(IReadOnlyDictionary<string, string> options) => string.Join(", ", options.Values);
}
