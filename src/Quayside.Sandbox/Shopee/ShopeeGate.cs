using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Quayside.Sandbox.Shopee;

/// <summary>What is checked before a call counts: app, time, signature, token and shop.</summary>
internal sealed class ShopeeGate(long partnerId, string partnerKey, IReadOnlyList<string> shops, PracticeTokens tokens)
{
    private const long MostSeconds = 300;

    /// <summary>The checks of a call that names no shop.</summary>
    /// <returns>null when it may go on.</returns>
    public PracticeAnswer? RefuseApp(ShopeeRequest request) => RefuseSigned(request, "", "");

    /// <summary>The checks of a shop's call.</summary>
    /// <param name="tokensAreRevoked">Set by a fault.</param>
    /// <returns>null when it may go on.</returns>
    public PracticeAnswer? RefuseShop(ShopeeRequest request, bool tokensAreRevoked)
    {
        if (request.Text("access_token") is not { } token)
        {
            return ShopeeReply.Error("error_param", "There is no access_token in query.");
        }

        if (request.Text("shop_id") is not { } shop)
        {
            return ShopeeReply.Error("error_param", "There is no shop_id in query.");
        }

        if (RefuseSigned(request, token, shop) is { } refusal)
        {
            return refusal;
        }

        if (!shops.Contains(shop))
        {
            return ShopeeReply.Error("error_auth", "Invalid partner_id or shopid.", 403);
        }

        return tokensAreRevoked || !tokens.LetsIn(token, shop, request.Now)
            ? ShopeeReply.Error("invalid_acceess_token", "Invalid access_token, please have a check.", 403)
            : null;
    }

    private PracticeAnswer? RefuseSigned(ShopeeRequest request, string token, string shop)
    {
        if (request.Text("partner_id") is not { } partner)
        {
            return ShopeeReply.Error("error_param", "There is no partner_id in query.");
        }

        if (partner != partnerId.ToString(CultureInfo.InvariantCulture))
        {
            return ShopeeReply.Error("invalid_partner_id", "Invalid partner_id, please have a check.", 403);
        }

        if (request.Number("timestamp") is not { } timestamp)
        {
            return ShopeeReply.Error("error_param", "no timestamp.");
        }

        if (Math.Abs(request.Now.ToUnixTimeSeconds() - timestamp) > MostSeconds)
        {
            return ShopeeReply.Error("error_param", "Timestamp is expired.");
        }

        if (request.Text("sign") is not { } sign)
        {
            return ShopeeReply.Error("error_param", "There is no sign in query.");
        }

        var text = $"{partner}{request.Path}{request.Text("timestamp")}{token}{shop}";
        using var hash = new HMACSHA256(Encoding.UTF8.GetBytes(partnerKey));
        var expected = Convert.ToHexString(hash.ComputeHash(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
        return string.Equals(sign, expected, StringComparison.Ordinal) ? null : ShopeeReply.Error("error_sign", "Wrong sign.", 403);
    }
}
