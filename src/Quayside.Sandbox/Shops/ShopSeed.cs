namespace Quayside.Sandbox;

/// <summary>Makes a shop's data from its options. The same options give the same data.</summary>
public static class ShopSeed
{
    public static ShopData Make(ShopOptions options)
    {
        var made = new ShopData();
        made.Edit(data =>
        {
            data.Zones = Zones.Usual;
            new Catalogue(options, data).Fill();
            new OrderBook(options, data).Fill();
        });
        return made;
    }
}
