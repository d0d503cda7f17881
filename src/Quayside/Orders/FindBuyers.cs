using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Orders;

/// <summary>Somebody who bought before, and where their last order went.</summary>
/// <param name="Orders">How many of the orders that were found are theirs.</param>
public sealed record EarlierBuyer(Buyer Buyer, PostalAddress? ShipTo, DateTimeOffset LastOrderAt, int Orders);

/// <summary>Finds earlier buyers by a part of their name, e-mail address or phone number, in the orders of all stores.</summary>
public sealed class FindBuyers(Databases databases)
{
    private const int Most = 5;
    private const int Looked = 60;
    private const int FewestLetters = 2;

    /// <returns>At most five, who bought last first; nobody for less than two letters.</returns>
    public async Task<IReadOnlyList<EarlierBuyer>> RunAsync(Caller caller, string? typed, CancellationToken cancellation)
    {
        if (Searching.Typed(typed) is not { Length: >= FewestLetters } text)
        {
            return [];
        }

        // A phone number is kept as it was typed and by its digits.
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        var number = digits.Length >= 4 && text.All(c => char.IsAsciiDigit(c) || "+-/(). ".Contains(c, StringComparison.Ordinal)) ? digits : text;
        await using var db = databases.Open(caller.OrganisationId);
        var orders = await db.Orders.AsNoTracking()
            .Where(o => o.BuyerName != null && (o.SearchText.Contains(text) || o.SearchText.Contains(number)))
            .OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id).Take(Looked)
            .Select(o => new { o.BuyerName, o.BuyerEmail, o.BuyerPhone, o.ShipTo, o.PlacedAt }).ToListAsync(cancellation);
        return [.. orders
            .Where(o => SearchText.Of(o.BuyerName, o.BuyerEmail, o.BuyerPhone, Digits(o.BuyerPhone)) is var said
                && (said.Contains(text, StringComparison.Ordinal) || said.Contains(number, StringComparison.Ordinal)))
            .GroupBy(o => SearchText.Of(o.BuyerName, o.BuyerEmail ?? Digits(o.BuyerPhone)))
            .Select(g => new EarlierBuyer(
                new Buyer(g.First().BuyerName, g.Select(o => o.BuyerEmail).FirstOrDefault(e => e is not null), g.Select(o => o.BuyerPhone).FirstOrDefault(p => p is not null)),
                g.Select(o => o.ShipTo).FirstOrDefault(to => to is not null), g.First().PlacedAt, g.Count()))
            .Take(Most)];
    }

    private static string Digits(string? phone) => string.Concat((phone ?? "").Where(char.IsAsciiDigit));
}
