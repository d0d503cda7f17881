using System.Net.Http.Json;
using System.Text.Json;
using Quayside.Carriers;
using Quayside.Connectors;
using Quayside.Orders;
using Quayside.Orders.Fulfilment;
using Quayside.Organisations;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Orders.Fulfilment;

/// <summary>Moves through the API: which are allowed, what is refused and how, and that a repeat changes nothing.</summary>
public sealed class FulfilmentApiTests(App app) : IClassFixture<App>, IAsyncLifetime
{
    // The moves as people know them, written down apart from the program's own table.
    private static readonly Dictionary<(OrderState From, string Move), OrderState> Allowed = new()
    {
        [(OrderState.New, "accept")] = OrderState.ReadyToShip,
        [(OrderState.New, "pay")] = OrderState.New,
        [(OrderState.New, "cancel")] = OrderState.Cancelled,
        [(OrderState.AwaitingPayment, "pay")] = OrderState.New,
        [(OrderState.AwaitingPayment, "cancel")] = OrderState.Cancelled,
        [(OrderState.ReadyToShip, "pay")] = OrderState.ReadyToShip,
        [(OrderState.ReadyToShip, "pack")] = OrderState.Packed,
        [(OrderState.ReadyToShip, "shipments")] = OrderState.Shipped,
        [(OrderState.ReadyToShip, "cancel")] = OrderState.Cancelled,
        [(OrderState.Packed, "pay")] = OrderState.Packed,
        [(OrderState.Packed, "shipments")] = OrderState.Shipped,
        [(OrderState.Packed, "cancel")] = OrderState.Cancelled,
        [(OrderState.Shipped, "pay")] = OrderState.Shipped,
        [(OrderState.Shipped, "deliver")] = OrderState.Delivered,
        [(OrderState.Shipped, "complete")] = OrderState.Completed,
        [(OrderState.Shipped, "return")] = OrderState.Returned,
        [(OrderState.Delivered, "pay")] = OrderState.Delivered,
        [(OrderState.Delivered, "complete")] = OrderState.Completed,
        [(OrderState.Delivered, "return")] = OrderState.Returned,
        [(OrderState.Completed, "pay")] = OrderState.Completed,
        [(OrderState.Completed, "return")] = OrderState.Returned,
        [(OrderState.CancelRequested, "cancel")] = OrderState.Cancelled,
    };

    private static readonly string[] Moves = ["accept", "pay", "pack", "shipments", "deliver", "complete", "cancel", "return"];

    private Shelf _shelf = null!;
    private Seller _seller = null!;
    private HttpClient _manager = null!;
    private ApiDocument _document = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _seller = await app.NewSellerAsync($"Shipper {Guid.NewGuid():N}");
        _shelf = await Shelf.NewAsync(app.Databases, _seller.Owner);
        _manager = app.Client(_seller.Keys[Role.Manager]);
        _document = await ApiDocument.LoadAsync(app);
    }

    public ValueTask DisposeAsync()
    {
        _manager.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_move_in_every_state_is_made_or_refused_as_the_table_says()
    {
        var (tea, _) = await _shelf.GoodsAsync("TEA", 1000);
        foreach (var (state, move) in from state in Enum.GetValues<OrderState>() from move in Moves select (state, move))
        {
            var order = await _shelf.OrderAsync(state, [(tea, 1)]);
            var before = await _shelf.ViewAsync(order.Id);

            var (status, answer) = await PostAsync(order.Id, move, move == "shipments" ? new { collected = true } : null);

            var after = await _shelf.ViewAsync(order.Id);
            if (Allowed.TryGetValue((state, move), out var to))
            {
                Assert.True(status == (move == "shipments" ? 201 : 200), $"{move} when {state}: {answer}");
                Assert.Equal((to, JsonNamingPolicy.CamelCase.ConvertName($"{to}")), (after.State, answer.GetProperty("state").GetString()));
                Assert.Equal(OrderRows.IsOpen(to), after.Open);
            }
            else
            {
                Assert.True(status == 409, $"{move} when {state}: {answer}");
                Assert.Equal("order.move", answer.GetProperty("code").GetString());
                Assert.Equal((before.State, before.Lines[0].OpenQuantity, before.PaidAt), (after.State, after.Lines[0].OpenQuantity, after.PaidAt));
                Assert.Equal(JsonSerializer.Serialize(before), JsonSerializer.Serialize(after));
            }

            Assert.Equal(Allowed.ContainsKey((state, move)), before.Moves.Any(m => (m == OrderMove.Ship ? "shipments" : m.ToString().ToLowerInvariant()) == move));
        }
    }

    [Fact]
    public async Task An_order_of_a_shop_is_moved_in_its_shop()
    {
        var (tea, _) = await _shelf.GoodsAsync("TEA", 1000);
        foreach (var (state, move) in from state in Enum.GetValues<OrderState>() from move in Moves select (state, move))
        {
            var order = await _shelf.OrderAsync(state, [(tea, 1)], isOurs: false);

            var (status, answer) = await PostAsync(order.Id, move, null);

            Assert.True(status is 409 or 422, $"{move} when {state}: {answer}");
            Assert.Equal("order.observed", answer.GetProperty("code").GetString());
            Assert.Contains("Change it there", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Empty((await _shelf.ViewAsync(order.Id)).Moves);
        }
    }

    [Fact]
    public async Task A_parcel_that_is_sent_twice_with_one_key_is_one_parcel()
    {
        var (tea, item) = await _shelf.GoodsAsync("TEA", 10);
        var order = await _shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 3)]);
        var line = (await _shelf.ViewAsync(order.Id)).Lines[0].Id;
        var body = new { collected = true, lines = new[] { new { lineId = $"{line}", quantity = 1 } } };

        var key = $"{Guid.NewGuid()}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostAsync(order.Id, "shipments", body, key)));

        Assert.All(answers, a => Assert.Equal(201, a.Status));
        Assert.Single((await _shelf.ViewAsync(order.Id)).Shipments);
        Assert.Equal((9, 2), await _shelf.StockAsync(item));
    }

    [Fact]
    public async Task A_parcel_gets_its_number_later_and_another_one_still()
    {
        var carrier = new Carrier
        {
            OrganisationId = _seller.OrganisationId,
            Name = "Post",
            NameKey = "post",
            Source = CarrierSource.Manual,
            TrackingUrl = "javascript:alert({number})",
        };
        await _shelf.AddAsync(carrier);
        var (tea, _) = await _shelf.GoodsAsync("TEA", 10);
        var order = await _shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 3)]);
        var (_, shipped) = await PostAsync(order.Id, "shipments", new { carrierId = $"{carrier.Id}" });
        var parcel = shipped.GetProperty("shipments")[0].GetProperty("id").GetString();

        foreach (var number in (string?[])["A-1", "B-2", null])
        {
            using var answer = await _manager.PutAsJsonAsync($"/api/v1/orders/{order.Id}/shipments/{parcel}", new { trackingNumber = number }, Cancellation);
            var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

            Assert.Equal(number is null ? [] : [number], json.GetProperty("trackingNumbers").EnumerateArray().Select(n => n.GetString()));
            Assert.Equal(JsonValueKind.Null, json.GetProperty("shipments")[0].GetProperty("trackingUrl").ValueKind);
            Assert.Empty(_document.Check(_document["PUT", "/api/v1/orders/{id}/shipments/{shipmentId}"], (int)answer.StatusCode, json));
        }

        using var tooLong = await _manager.PutAsJsonAsync($"/api/v1/orders/{order.Id}/shipments/{parcel}", new { trackingNumber = new string('1', 101) }, Cancellation);
        Assert.Equal(422, (int)tooLong.StatusCode);
        using var absent = await _manager.PutAsJsonAsync($"/api/v1/orders/{order.Id}/shipments/1", new { trackingNumber = "1" }, Cancellation);
        Assert.Equal(404, (int)absent.StatusCode);
    }

    [Fact]
    public async Task Many_orders_are_moved_each_by_itself()
    {
        var (tea, item) = await _shelf.GoodsAsync("TEA", 4);
        var first = await _shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 3)]);
        var second = await _shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 3)]);
        var third = await _shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 1)]);
        var shipped = await _shelf.OrderAsync(OrderState.Shipped, [(tea, 1)]);
        var observed = await _shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 1)], isOurs: false);
        var carrier = new Carrier { OrganisationId = _seller.OrganisationId, Name = "Van", NameKey = "van", Source = CarrierSource.Manual };
        await _shelf.AddAsync(carrier);
        await DefaultCarrierAsync(carrier.Id);

        using var stranger = app.Client(app.Stranger.Keys[Role.Manager]);
        var ids = new[] { third, shipped, observed, second, first }.Select(o => $"{o.Id}").Append("1").ToArray();
        Assert.All(await BulkAsync(stranger, new { move = "ship", ids }), r => Assert.Equal("not_found", r.GetProperty("code").GetString()));
        var results = await BulkAsync(_manager, new { move = "ship", ids });

        Assert.Equal(
            [(first.Number, null), (second.Number, "stock.not_on_hand"), (third.Number, null), (shipped.Number, "order.move"), (observed.Number, "order.observed"), (null, "not_found")],
            results.Select(r => (r.GetProperty("number").GetString(), r.GetProperty("code").GetString())));
        Assert.Equal(["shipped", null, "shipped", null, null, null], results.Select(r => r.GetProperty("state").GetString()));
        Assert.Equal((0, 4), await _shelf.StockAsync(item));
    }

    [Fact]
    public async Task Many_orders_are_shipped_with_the_carrier_that_is_chosen_for_them()
    {
        var (tea, _) = await _shelf.GoodsAsync("TEA", 9);
        var (first, second) = (await _shelf.OrderAsync(OrderState.ReadyToShip, [(tea, 3)]), await _shelf.OrderAsync(OrderState.Packed, [(tea, 1)]));
        var usual = await _shelf.ShipWithAsync("Van");
        var bike = new Carrier { OrganisationId = _seller.OrganisationId, Name = "Bike", NameKey = "bike", Source = CarrierSource.Manual };
        await _shelf.AddAsync(bike);

        await BulkAsync(_manager, new { move = "ship", ids = new[] { $"{first.Id}" }, carrierId = $"{bike.Id}" });
        await BulkAsync(_manager, new { move = "ship", filter = new { state = "packed" }, carrierId = (string?)null });

        Assert.Equal(
            (bike.Id, usual.Id),
            (Assert.Single((await _shelf.ViewAsync(first.Id)).Shipments).CarrierId, Assert.Single((await _shelf.ViewAsync(second.Id)).Shipments).CarrierId));
    }

    [Fact]
    public async Task A_filter_is_worked_through_part_by_part()
    {
        var (tea, _) = await _shelf.GoodsAsync("TEA", 1000);
        for (var n = 0; n < MoveOrders.Most + 5; n++)
        {
            await _shelf.OrderAsync(OrderState.New, [(tea, 1)]);
        }

        var filter = new { storeId = $"{_shelf.Store.Id}", state = "new" };
        var first = await AnswerAsync(_manager, new { move = "accept", filter });
        var second = await AnswerAsync(_manager, new { move = "accept", filter, cursor = first.GetProperty("next").GetString() });

        Assert.Equal((MoveOrders.Most, 5), (first.GetProperty("results").GetArrayLength(), second.GetProperty("results").GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Empty((await new FindOrders(app.Databases).RunAsync(_seller.Owner, new OrderFilter(State: OrderState.New), null, 50, Cancellation)).Value!.Items);
        Assert.Empty(_document.Check(_document["POST", "/api/v1/orders/bulk"], 200, first));
    }

    [Theory]
    [InlineData("{\"move\":\"return\",\"ids\":[\"1\"]}", 422, "bulk.move")]
    [InlineData("{\"move\":\"pack\"}", 422, "bulk.orders")]
    [InlineData("{\"move\":\"pack\",\"ids\":[]}", 422, "bulk.orders")]
    [InlineData("{\"move\":\"pack\",\"ids\":[\"1\",\"1\"]}", 422, "bulk.orders")]
    [InlineData("{\"move\":\"pack\",\"ids\":[\"1\"],\"filter\":{}}", 422, "bulk.orders")]
    [InlineData("{\"move\":\"pack\",\"filter\":{},\"cursor\":\"x\"}", 400, "cursor.invalid")]
    [InlineData("{\"move\":\"pack\",\"filter\":{\"storeId\":\"1\"}}", 404, "not_found")]
    [InlineData("{\"move\":\"ship\",\"ids\":[\"1\"],\"carrierId\":\"1\"}", 404, "not_found")]
    [InlineData("{\"move\":\"pack\",\"ids\":[\"1\"],\"carrierId\":\"1\"}", 422, "bulk.carrier")]
    [InlineData("{\"move\":\"fly\",\"ids\":[\"1\"]}", 400, "request.invalid")]
    public async Task What_many_orders_are_not_moved_by(string body, int status, string code)
    {
        using var answer = await _manager.PostAsync(
            "/api/v1/orders/bulk", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Cancellation);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString());
    }

    private async Task<(int Status, JsonElement Answer)> PostAsync(long orderId, string move, object? body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/orders/{orderId}/{move}") { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await _manager.SendAsync(request, Cancellation);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Empty(_document.Check(_document["POST", $"/api/v1/orders/{{id}}/{move}"], (int)answer.StatusCode, json));
        return ((int)answer.StatusCode, json);
    }

    private static async Task<JsonElement[]> BulkAsync(HttpClient client, object body) =>
        [.. (await AnswerAsync(client, body)).GetProperty("results").EnumerateArray()];

    private static async Task<JsonElement> AnswerAsync(HttpClient client, object body)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/orders/bulk", body, Cancellation);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, json.ToString());
        return json;
    }

    private async Task DefaultCarrierAsync(long carrierId)
    {
        await using var db = app.Databases.Open(_seller.OrganisationId);
        (await db.Stores.FindAsync([_shelf.Store.Id], Cancellation))!.DefaultCarrierId = carrierId;
        await db.SaveChangesAsync(Cancellation);
    }
}
