using Quayside.Connectors;
using Quayside.Inventory;

namespace Quayside.Tests.Harness;

internal sealed partial class OneOfEach
{
    /// <summary>Holds two of the stock item and promises one of them.</summary>
    public long Warehouse { get; private set; }

    private void Kept()
    {
        Warehouse = Add(new Warehouse
        {
            OrganisationId = organisationId,
            Name = "Shed",
            NameKey = "shed",
            Address = new PostalAddress("Shed", null, "2 Quay", null, "Port", null, "1000", "SG", null),
            CreatedAt = Then,
        }).Id;
        Add(new Warehouse { OrganisationId = organisationId, Name = "Attic", NameKey = "attic", CreatedAt = Then, ClosedAt = Then });
        Add(new StockLevel { OrganisationId = organisationId, StockItemId = StockItem, WarehouseId = Warehouse, OnHand = 2, Reserved = 1 });
        Add(new StockMovement
        {
            OrganisationId = organisationId,
            StockItemId = StockItem,
            WarehouseId = Warehouse,
            At = Then,
            OnHandDelta = 2,
            ReservedDelta = 1,
            Reason = MovementReason.Adjusted,
            StoreId = Store,
            OrderId = Order,
            Who = "clerk@example.test",
            Text = "Found behind the kettles",
        });
    }
}
