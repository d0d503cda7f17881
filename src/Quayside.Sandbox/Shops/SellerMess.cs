namespace Quayside.Sandbox;

/// <summary>What sellers do to SKUs and barcodes over the years. Rates are a guess at bad but not hopeless shops.</summary>
internal static class SellerMess
{
    private const char ZeroWidthSpace = '\u200B';

    /// <summary>The SKU a seller typed for this good: mostly its own, sometimes none, a neighbour's, or its own written otherwise.</summary>
    public static string Sku(Dice dice, string sku, string earlierSku) => dice.Below(1000) switch
    {
        < 40 => "",
        < 65 => earlierSku,
        < 80 => earlierSku.ToLowerInvariant(),
        < 90 => sku + " ",
        < 100 => sku.Replace("-", "  ", StringComparison.Ordinal),
        < 108 => sku.Insert(Math.Min(3, sku.Length), ZeroWidthSpace.ToString()),
        < 116 => sku.Replace('-', '/'),
        < 124 => "000" + sku[^5..],
        < 130 => sku + "-日本",
        _ => sku,
    };

    public static string Gtin(Dice dice, string gtin, int good) => dice.Below(100) switch
    {
        < 25 => "",
        < 28 => Gtins.WrongCheckDigit(gtin),
        < 31 => Gtins.WithLeadingZeros(good).TrimStart('0'),
        < 32 => "n/a",
        _ => gtin,
    };

    public static string Title(Dice dice, string title) => dice.Below(100) switch
    {
        < 3 => $"<b>NEW</b> {title}",
        < 5 => title + " &#8211; Sale!",
        < 7 => title + " 🎉",
        < 8 => "Ünïcödé “" + title + "”",
        < 9 => "  " + title + "  ",
        _ => title,
    };
}
