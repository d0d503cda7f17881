namespace Quayside.Sandbox;

/// <summary>Something that happens in a shop, told from outside: POST /_sandbox/life.</summary>
/// <param name="What">change, swapSkus, add, addVariation, trash, restore, delete, order, move, refund, ship.</param>
/// <param name="Id">The product, variation or order concerned.</param>
internal sealed record LifeBody(
    string What, long Id = 0, long Other = 0, decimal? Price = null, decimal? Stock = null, string? Sku = null, string? Name = null,
    string? Status = null, bool Dated = true, decimal Quantity = 1, DateTimeOffset? PlacedAt = null, decimal Amount = 1, string? Carrier = null, string? Number = null);

internal sealed class LifeApi(PracticeShop shop)
{
    /// <returns>The id of what came into being or was changed; null when nothing happened.</returns>
    public long? Let(LifeBody it)
    {
        var life = shop.Life;
        switch (it.What)
        {
            case "change":
                return life.Change(it.Id, it.Price, it.Stock, it.Sku, it.Name, it.Status, it.Dated) ? it.Id : null;
            case "swapSkus":
                return life.SwapSkus(it.Id, it.Other) ? it.Id : null;
            case "add":
                return life.Add(it.Name ?? "New product", it.Sku ?? "").Id;
            case "addVariation":
                return life.AddVariation(it.Id, it.Sku ?? "");
            case "order":
                return life.Order(it.Id, it.Quantity, it.PlacedAt, it.Status ?? "processing");
        }

        Action? change = it.What switch
        {
            "trash" => () => life.Trash(it.Id),
            "restore" => () => life.Restore(it.Id),
            "delete" => () => life.Delete(it.Id),
            "move" => () => life.Move(it.Id, it.Status ?? "completed"),
            "refund" => () => life.Refund(it.Id, it.Amount),
            "ship" => () => life.Ship(it.Id, it.Carrier ?? "Bike courier", it.Number ?? "PRACTICE1"),
            _ => null,
        };
        change?.Invoke();
        return change is null ? null : it.Id;
    }
}
