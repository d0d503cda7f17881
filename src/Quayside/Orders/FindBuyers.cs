using Microsoft.EntityFrameworkCore;
using Quayside.Connectors;
using Quayside.Database;
using Quayside.Organisations;

namespace Quayside.Orders;

/// <summary>Somebody who bought before, and where their last order went.</summary>
/// <param name="Orders">How many of the orders that were found are theirs.</param>
public sealed record EarlierBuyer(Buyer Buyer, PostalAddress? ShipTo, DateTimeOffset LastOrderAt, int Orders);

/// <summary>Finds earlier buyers by parts of their name, e-mail address or phone number, in the orders of all stores.</summary>
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
        var isNumber = digits.Length >= 4 && text.All(c => char.IsAsciiDigit(c) || "+-/(). ".Contains(c, StringComparison.Ordinal));
        var words = Searching.Words(typed);
        await using var db = databases.Open(caller.OrganisationId);
        var theirs = db.Orders.AsNoTracking().Where(o => o.BuyerName != null);
        theirs = isNumber
            ? theirs.Where(o => o.SearchText.Contains(text) || o.SearchText.Contains(digits))
            : theirs.Searched(words, word => o => o.SearchText.Contains(word));
        var orders = await theirs
            .OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id).Take(Looked)
            .Select(o => new { o.BuyerName, o.BuyerEmail, o.BuyerPhone, o.ShipTo, o.PlacedAt }).ToListAsync(cancellation);
        return [.. orders
            .Where(o => SearchText.Of(o.BuyerName, o.BuyerEmail, o.BuyerPhone, Digits(o.BuyerPhone)) is var said
                && (isNumber ? said.Contains(text, StringComparison.Ordinal) || said.Contains(digits, StringComparison.Ordinal) : Searching.HoldsAll(said, words)))
            .GroupBy(o => SearchText.Of(o.BuyerName, o.BuyerEmail ?? Digits(o.BuyerPhone)))
            .Select(g => new EarlierBuyer(
                new Buyer(g.First().BuyerName, g.Select(o => o.BuyerEmail).FirstOrDefault(e => e is not null), g.Select(o => o.BuyerPhone).FirstOrDefault(p => p is not null)),
                g.Select(o => o.ShipTo).FirstOrDefault(to => to is not null), g.First().PlacedAt, g.Count()))
            .Take(Most)];
    }

    private static string Digits(string? phone) => string.Concat((phone ?? "").Where(char.IsAsciiDigit));
}
