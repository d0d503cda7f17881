using Quayside.Organisations;
using Quayside.Tests.Harness;
using static Quayside.Tests.Hosting.CheckedCalls;

namespace Quayside.Tests.Hosting;

/// <summary>Decisions about links over HTTP, held against the OpenAPI document.</summary>
public sealed class MappingApiTests(App app) : IClassFixture<App>
{
    private const string Links = "/api/v1/sku-links";

    [Fact]
    public async Task Changes_are_previewed_applied_once_read_and_undone()
    {
        var api = await ApiDocument.LoadAsync(app);
        var seller = await app.NewSellerAsync("Decider");
        var rows = await OneOfEach.AddAsync(app.Databases, seller.OrganisationId);
        using var manager = app.Client(seller.Keys[Role.Manager]);
        object[] changes =
        [
            new { kind = "link", variationId = $"{rows.Unlinked}", stockItemId = $"{rows.StockItem}", quantity = 2 },
            new { kind = "rename", stockItemId = $"{rows.StockItem}", masterSku = "KETTLE" },
        ];

        var preview = await SendAsync(api, manager, "POST", $"{Links}/preview", null, new { changes, openOrders = "fromNowOn" }, 200);
        Assert.Equal("KETTLE", preview.GetProperty("stock")[0].GetProperty("newMasterSku").GetString());
        var batch = await SendAsync(api, manager, "POST", Links, null, new { changes }, 200, "key-1");
        var again = await SendAsync(api, manager, "POST", Links, null, new { changes }, 200, "key-1");
        var id = batch.GetProperty("id").GetString();
        Assert.Equal((id, 2), (again.GetProperty("id").GetString(), batch.GetProperty("changes").GetInt32()));

        var detail = await SendAsync(api, manager, "GET", $"{Links}/batches/{{id}}", id, null, 200);
        Assert.Equal(2, detail.GetProperty("rows").GetArrayLength());
        var history = await SendAsync(api, manager, "GET", "/api/v1/variations/{id}/link-history", $"{rows.Unlinked}", null, 200);
        Assert.Equal(id, history.GetProperty("items")[0].GetProperty("batchId").GetString());
        await SendAsync(api, manager, "GET", "/api/v1/stock-items/{id}/link-history", $"{rows.StockItem}", null, 200);

        var undone = await SendAsync(api, manager, "POST", $"{Links}/batches/{{id}}/undo", id, null, 200);
        Assert.Equal((2, 0), (undone.GetProperty("undone").GetInt32(), undone.GetProperty("kept").GetArrayLength()));
        Assert.Equal("KET-RED", (await SendAsync(api, manager, "GET", "/api/v1/stock-items/{id}", $"{rows.StockItem}", null, 200)).GetProperty("masterSku").GetString());
    }

    [Fact]
    public async Task An_item_is_renamed_split_and_merged_back()
    {
        var api = await ApiDocument.LoadAsync(app);
        var seller = await app.NewSellerAsync("Splitter");
        var rows = await OneOfEach.AddAsync(app.Databases, seller.OrganisationId);
        using var manager = app.Client(seller.Keys[Role.Manager]);
        var (item, variation) = ($"{rows.StockItem}", $"{rows.Unlinked}");
        await SendAsync(api, manager, "PUT", "/api/v1/variations/{id}/link", variation, new { stockItemId = item }, 200);

        await SendAsync(api, manager, "PUT", "/api/v1/stock-items/{id}/master-sku", item, new { masterSku = "KETTLE" }, 200);
        var split = await SendAsync(api, manager, "POST", "/api/v1/stock-items/{id}/split", item, new { variationIds = new[] { variation }, newMasterSku = "KETTLE-2" }, 200);
        var made = (await SendAsync(api, manager, "GET", $"{Links}/batches/{{id}}", split.GetProperty("id").GetString(), null, 200))
            .GetProperty("rows")[0].GetProperty("stockItemId").GetString()!;
        await SendAsync(api, manager, "POST", "/api/v1/stock-items/{id}/merge", item, new { fromStockItemIds = new[] { made } }, 200);

        Assert.Equal(item, (await SendAsync(api, manager, "GET", "/api/v1/stock-items/{id}", made, null, 200)).GetProperty("mergedIntoId").GetString());
        var refused = await SendAsync(api, manager, "PUT", "/api/v1/variations/{id}/link", variation, new { stockItemId = made }, 409);
        Assert.Equal("stock_item.merged", refused.GetProperty("code").GetString());
        var taken = await SendAsync(api, manager, "PUT", "/api/v1/stock-items/{id}/master-sku", item, new { masterSku = "kettle-2" }, 409);
        Assert.Equal("stock_item.sku_taken", taken.GetProperty("code").GetString());
        using var viewer = app.Client(seller.Keys[Role.Viewer]);
        Assert.Equal(4, (await SendAsync(api, viewer, "GET", $"{Links}/batches", null, null, 200)).GetProperty("items").GetArrayLength() - 1);
    }

    [Fact]
    public async Task Ids_of_another_organisation_inside_changes_are_not_there()
    {
        var api = await ApiDocument.LoadAsync(app);
        var (mine, others) = (await app.NewSellerAsync("Mine"), await app.NewSellerAsync("Others"));
        var (own, foreign) = (await OneOfEach.AddAsync(app.Databases, mine.OrganisationId), await OneOfEach.AddAsync(app.Databases, others.OrganisationId));
        using var manager = app.Client(mine.Keys[Role.Manager]);
        object[] wrong =
        [
            new { kind = "link", variationId = $"{foreign.Variation}", stockItemId = $"{own.StockItem}" },
            new { kind = "link", variationId = $"{own.Variation}", stockItemId = $"{foreign.StockItem}" },
            new { kind = "unlink", variationId = $"{foreign.Variation}" },
            new { kind = "kit", variationId = $"{own.Variation}", components = new[] { new { stockItemId = $"{foreign.StockItem}", quantity = 1 } } },
            new { kind = "merge", fromStockItemIds = new[] { $"{foreign.StockItem}" }, intoStockItemId = $"{own.StockItem}" },
            new { kind = "merge", fromStockItemIds = new[] { $"{own.StockItem}" }, intoStockItemId = $"{foreign.StockItem}" },
            new { kind = "split", stockItemId = $"{own.StockItem}", variationIds = new[] { $"{foreign.Variation}" }, newMasterSku = "X" },
            new { kind = "rename", stockItemId = $"{foreign.StockItem}", masterSku = "X" },
        ];
        foreach (var change in wrong)
        {
            await SendAsync(api, manager, "POST", $"{Links}/preview", null, new { changes = new[] { change } }, 404);
            await SendAsync(api, manager, "POST", Links, null, new { changes = new[] { change } }, 404);
        }

        await SendAsync(api, manager, "POST", $"{Links}/batches/{{id}}/undo", $"{foreign.Batch}", null, 404);
    }
}
