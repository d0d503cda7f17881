using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Inventory;
using Quayside.Organisations;
using Quayside.Stores;
using Quayside.Tests.Harness;
using Quayside.Tests.Inventory;

namespace Quayside.Tests.Journeys;

/// <summary>A seller with two stalls, one of which sells from a shed, beside running processes that serve the same database.</summary>
internal sealed class BurstStall : IDisposable
{
    private readonly List<HttpClient> _clients = [];

    private BurstStall(Seeds seeds) => Seeds = seeds;

    public Seeds Seeds { get; }

    public Caller Caller => Seeds.Caller;

    public Databases Databases => Seeds.Databases;

    /// <summary>Sells from the main warehouse.</summary>
    public Store Stall { get; private set; } = null!;

    /// <summary>Sells from the shed.</summary>
    public Store Barrow { get; private set; } = null!;

    public Warehouse Shed { get; private set; } = null!;

    /// <summary>Each with the variation that the stall sells it as, and the one that the barrow does.</summary>
    public List<(StockItem Item, long AtStall, long AtBarrow)> Goods { get; } = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="onHand">Of each item, in the main warehouse.</param>
    public static async Task<BurstStall> SetUpAsync(Databases databases, IEnumerable<Uri> servers, params decimal[] onHand)
    {
        var stall = new BurstStall(await Seeds.NewOrganisationAsync(databases));
        await stall.SeedAsync(onHand);
        var key = await new ManageApiKeys(databases, TimeProvider.System).CreateAsync(stall.Caller, "test", Role.Manager, Cancellation);
        foreach (var server in servers)
        {
            var client = new HttpClient(new HttpClientHandler()) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(100) };
            client.DefaultRequestHeaders.Authorization = new("Bearer", key.Value!.Key);
            stall._clients.Add(client);
        }

        return stall;
    }

    /// <summary>Asks one of the servers: those with another number may ask another one.</summary>
    public async Task<Reply> PostAsync(int number, string path, JsonObject? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await _clients[number % _clients.Count].SendAsync(request, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        return new Reply((int)answer.StatusCode, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject());
    }

    public static JsonObject Order(Store store, params (long Variation, decimal Pieces)[] lines) => new()
    {
        ["storeId"] = $"{store.Id}",
        ["lines"] = new JsonArray([.. lines.Select(l => new JsonObject { ["variationId"] = $"{l.Variation}", ["quantity"] = l.Pieces, ["unitPrice"] = 1 })]),
    };

    /// <summary>Every figure is the sum of its movements, and what is promised is what open orders take.</summary>
    public async Task CheckAsync()
    {
        await StockRoom.CheckSumsAsync(Databases.Open(Caller.OrganisationId));
        await using var db = Databases.Open(Caller.OrganisationId);
        var open = await (
            from line in db.OrderLines
            join order in db.Orders on line.OrderId equals order.Id
            where line.OpenQuantity > 0
            join link in db.SkuLinks on line.VariationId equals link.VariationId
            where link.EndedAt == null
            select new { link.StockItemId, order.WarehouseId, line.OpenQuantity, link.Quantity }).ToListAsync(Cancellation);
        foreach (var item in await db.StockItems.AsNoTracking().ToListAsync(Cancellation))
        {
            var own = open.Where(o => o.StockItemId == item.Id).ToList();
            Assert.Equal((item.MasterSku, item.Reserved), (item.MasterSku, own.Sum(o => o.OpenQuantity * o.Quantity)));
            Assert.Equal(
                (item.MasterSku, item.ElsewhereReserved), (item.MasterSku, own.Where(o => o.WarehouseId is not null).Sum(o => o.OpenQuantity * o.Quantity)));
        }
    }

    public void Dispose() => _clients.ForEach(c => c.Dispose());

    private async Task SeedAsync(decimal[] onHand)
    {
        Shed = Seeds.Add(new Warehouse { OrganisationId = Caller.OrganisationId, Name = "Shed", NameKey = "shed", CreatedAt = Seeds.Then });
        (Stall, Barrow) = (Seeds.Add(NewStore("Stall", null)), Seeds.Add(NewStore("Barrow", Shed.Id)));
        foreach (var (number, pieces) in onHand.Index())
        {
            var item = Seeds.Item($"ITEM-{number}", pieces);
            Seeds.Add(new StockMovement
            {
                OrganisationId = Caller.OrganisationId,
                StockItemId = item.Id,
                At = Seeds.Then,
                OnHandDelta = pieces,
                ReservedDelta = 0,
                Reason = MovementReason.Opening,
            });
            Goods.Add((item, Sold(Stall, item), Sold(Barrow, item)));
        }

        await Seeds.SaveAsync();
    }

    private long Sold(Store store, StockItem item)
    {
        var variation = Seeds.Variation(Seeds.Listing(store, item.Title), item.MasterSku);
        Seeds.Link(variation, item);
        return variation.Id;
    }

    private Store NewStore(string name, long? warehouse) => new()
    {
        OrganisationId = Caller.OrganisationId,
        Channel = Store.OfflineChannel,
        Mode = StoreMode.Offline,
        Name = name,
        ShopName = name,
        Currency = "EUR",
        Settings = [],
        HistoryDays = 0,
        ConnectedAt = Seeds.Then,
        WarehouseId = warehouse,
    };
}
