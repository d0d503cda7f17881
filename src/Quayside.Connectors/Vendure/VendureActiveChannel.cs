using System.Globalization;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Vendure;

/// <summary>The channel that answered, and how to read its figures.</summary>
/// <param name="Identity">The channel's number on its server and the moment it was made. Unlike its code and token nobody can
/// change it, and only a copy of the database shares it.</param>
/// <param name="Decimals">How many decimals the server counts, in every currency: 12345 is 123.45 with two.</param>
internal sealed record VendureActiveChannel(
    string Code, string Token, string Identity, Currency Currency, bool PricesIncludeTax, bool TracksInventory, int Decimals)
{
    public const string IdentityKind = "channel";
    public const string DefaultChannel = "__default_channel__";

    private const int MostDecimals = 8;

    public string Name => Code == DefaultChannel ? "Default channel" : Code;

    /// <exception cref="FormatException">Something that is always there is missing.</exception>
    public static VendureActiveChannel Read(JsonElement data)
    {
        var channel = data.Field("activeChannel"u8) ?? throw VendureJson.Missing("activeChannel");
        var settings = data.Field("globalSettings"u8) ?? throw VendureJson.Missing("globalSettings");
        var decimals = settings.Field("serverConfig"u8)?.Number("moneyStrategyPrecision"u8).Need("moneyStrategyPrecision");
        var createdAt = channel.Utc("createdAt"u8).Need("createdAt").UtcDateTime;
        return new VendureActiveChannel(
            channel.Filled("code"u8).Need("code"),
            channel.Filled("token"u8).Need("token"),
            string.Create(CultureInfo.InvariantCulture, $"{channel.Id("id"u8).Need("id")}@{createdAt:yyyy-MM-ddTHH:mm:ss.fffZ}"),
            new Currency(channel.Filled("defaultCurrencyCode"u8).Need("defaultCurrencyCode")),
            channel.Flag("pricesIncludeTax"u8).Need("pricesIncludeTax"),
            settings.Flag("trackInventory"u8).Need("trackInventory"),
            decimals is >= 0 and <= MostDecimals ? (int)decimals : throw VendureJson.Missing("moneyStrategyPrecision"));
    }

    /// <exception cref="OverflowException">It does not fit.</exception>
    public Money Money(decimal units, Currency currency) => Connectors.Money.FromMajor(Major(units), currency);

    public UnitPrice UnitPrice(decimal units, Currency currency) =>
        new(Major(units).ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), currency);

    private decimal Major(decimal units)
    {
        for (var n = 0; n < Decimals; n++)
        {
            units /= 10;
        }

        return units;
    }
}
