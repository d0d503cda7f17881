using System.Globalization;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>The long numbers of one shop, as text: most have 19 digits, those of order lines 20, which no signed 64-bit number holds.</summary>
/// <param name="mark">Five digits that tell one practice shop's numbers from another's.</param>
internal sealed class TikTokIds(string mark)
{
    private const string OfProduct = "1729";
    private const string OfOrder = "5764";

    public string Product(long id) => Write($"{OfProduct}{mark}0", id);

    public string Sku(long id) => Write($"{OfProduct}{mark}1", id);

    /// <summary>What an order line still names when its product is gone for good.</summary>
    public string GoneProduct(long lineId) => Write($"{OfProduct}{mark}8", lineId);

    public string GoneSku(long lineId) => Write($"{OfProduct}{mark}9", lineId);

    public string Order(long id) => Write(OfOrder + mark, id);

    public string Line(long lineId, int piece) => string.Create(CultureInfo.InvariantCulture, $"15{mark}{lineId:D9}{piece:D4}");

    public string Package(long orderId, int number) => string.Create(CultureInfo.InvariantCulture, $"1153{mark}{orderId:D9}{number}");

    public string Buyer(long id) => Write($"7021{mark}0", id);

    public string Warehouse(int number) => Write($"7068{mark}0", number);

    public string DeliveryOption(int number) => Write($"7091{mark}0", number);

    public long? ProductOf(string text) => Read($"{OfProduct}{mark}0", text);

    public long? SkuOf(string text) => Read($"{OfProduct}{mark}1", text);

    public long? OrderOf(string text) => Read(OfOrder + mark, text);

    public static bool IsNumber(string text) => text.Length is > 0 and <= 20 && text.All(char.IsAsciiDigit);

    private static string Write(string start, long id) => string.Create(CultureInfo.InvariantCulture, $"{start}{id:D9}");

    private static long? Read(string start, string text) =>
        text.StartsWith(start, StringComparison.Ordinal) && long.TryParse(text.AsSpan(start.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
