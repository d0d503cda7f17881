using System.Text.RegularExpressions;
using Quayside.Catalogue.Own;
using Quayside.Connectors;
using Quayside.Hosting.Spreadsheets;

namespace Quayside.Catalogue.Files;

/// <summary>Reads the rows of a catalogue file, by what its columns are taken for. What is odd is refused with its reason, never guessed.</summary>
/// <param name="currency">The store's.</param>
internal sealed partial class ReadListingRow(IReadOnlyList<FileColumn> columns, bool decimalComma, string currency)
{
    private const int LongestId = 200;

    private readonly Dictionary<string, FileColumn> _columns = columns.Where(c => c.Field is not null).ToDictionary(c => c.Field!, StringComparer.Ordinal);

    /// <returns>The row, or why not.</returns>
    public (ListingRow? Row, string? Reason) Read(SheetCells cells)
    {
        if (cells.Formula is { } at && _columns.Values.Any(c => c.Position == at))
        {
            return (null, $"\"{cells.Texts[at].Trim()}\" is a formula, which is not calculated here. Put its result into the cell.");
        }

        string? Text(string field) => _columns.TryGetValue(field, out var column) ? OwnRecord.Text(cells[column.Position]) : null;
        var (sku, gtin) = (Text(ListingFields.Sku), Text(ListingFields.Gtin));
        if ((CodeCell.Doubt(sku) ?? CodeCell.Doubt(gtin) ?? CodeCell.Doubt(Text(ListingFields.Listing)) ?? CodeCell.Doubt(Text(ListingFields.Variation))) is { } doubt)
        {
            return (null, doubt);
        }

        if (Number(Text(ListingFields.Price), "price", out var price) is { } noPrice)
        {
            return (null, noPrice);
        }

        if (Number(Text(ListingFields.Quantity), "quantity", out var quantity) is { } noQuantity)
        {
            return (null, noQuantity);
        }

        if (Words(Text(ListingFields.Status), out var status) is { } noStatus)
        {
            return (null, noStatus);
        }

        if (Parts(Text(ListingFields.Components), out var components) is { } noParts)
        {
            return (null, noParts);
        }

        var row = new ListingRow(
            cells, Text(ListingFields.Listing), Text(ListingFields.Variation), sku, Text(ListingFields.Title), gtin, price, quantity, Text(ListingFields.Brand),
            Text(ListingFields.Category), Text(ListingFields.Description), Pictures(Text(ListingFields.Images)), Text(ListingFields.VariationImage),
            Text(ListingFields.Mpn), status, Options(Text), components);
        return Refuse(row, Text(ListingFields.Currency)) is { } reason ? (null, reason) : (row, null);
    }

    private string? Refuse(ListingRow row, string? rowCurrency) =>
        rowCurrency is not null && !string.Equals(rowCurrency, currency, StringComparison.OrdinalIgnoreCase) && row.Price is not null
            ? $"Its price is in {rowCurrency}; this store sells in {currency}."
            : row.Listing?.Length > LongestId || row.Variation?.Length > LongestId
                ? $"An id of more than {LongestId} characters is none."
                : (CheckListing.Sku(row.Sku) ?? (row.Title is null ? null : CheckListing.Title(row.Title)) ?? CheckListing.Price(row.Price) ?? CheckListing.Pieces(row.Quantity)
                    ?? CheckListing.Image(row.VariationImage) ?? CheckListing.Texts(row.Brand, row.Category, row.Mpn, row.Description)
                    ?? CheckListing.Pictures(row.Images ?? [])
                    ?? CheckListing.Options((row.Options ?? []).Select(o => KeyValuePair.Create(o.Name, o.Value)).ToList()))?.Message;

    private string? Number(string? text, string what, out decimal? number)
    {
        number = null;
        if (text is null)
        {
            return null;
        }

        if (!SheetNumber.TryRead(text, decimalComma, out var read))
        {
            return $"\"{text}\" is no {what}: numbers of this file are written {(decimalComma ? "1.234,50" : "1,234.50")}.";
        }

        number = read;
        return null;
    }

    private static string? Words(string? text, out ListingStatus? status)
    {
        status = SheetRow.Key(text ?? "") switch
        {
            "" => null,
            "active" or "yes" or "true" or "1" or "published" or "publish" or "aktiv" or "ja" => ListingStatus.Active,
            "inactive" or "no" or "false" or "0" or "archived" or "hidden" or "private" or "inaktiv" or "nein" => ListingStatus.Inactive,
            "draft" or "entwurf" => ListingStatus.Draft,
            "outofstock" => ListingStatus.OutOfStock,
            "banned" => ListingStatus.Banned,
            _ => ListingStatus.Unknown,
        };
        return status == ListingStatus.Unknown ? $"\"{text}\" is no status: active, inactive or draft." : null;
    }

    private static string? Parts(string? text, out List<(string Sku, decimal Quantity)>? parts)
    {
        parts = null;
        if (text is null)
        {
            return null;
        }

        parts = [];
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var match = Part().Match(part);
            var pieces = match.Groups["n"].Success ? match.Groups["n"].Value : "1";
            if (!(SheetNumber.TryRead(pieces, decimalComma: false, out var number) || SheetNumber.TryRead(pieces, decimalComma: true, out number)) || number is < 0.001m or > 100_000)
            {
                return $"\"{part}\" is no part of a kit: write the SKU of a stock item and how many of it, such as CUP x 2.";
            }

            parts.Add((match.Groups["sku"].Value, number));
        }

        return parts.Count == 0 || parts.Select(p => SkuLinks.SkuKey.Of(p.Sku)).Distinct().Count() < parts.Count ? "A kit names each of its items once." : null;
    }

    private List<VariationOption>? Options(Func<string, string?> text)
    {
        var options = new List<VariationOption>();
        for (var i = 1; i <= ListingFields.Options; i++)
        {
            if (text(ListingFields.OptionValue(i)) is { } value)
            {
                var header = _columns[ListingFields.OptionValue(i)].Header;
                options.Add(new VariationOption(
                    text(ListingFields.OptionName(i)) ?? (header.Any(char.IsAsciiDigit) ? $"Option {i}" : header), value));
            }
        }

        // What a shop system writes for a product without variations.
        return options is [] or [{ Name: "Title", Value: "Default Title" }] ? null : options;
    }

    private static List<string>? Pictures(string? text) =>
        text is null ? null : [.. Between().Split(text).Where(p => p.Length > 0)];

    [GeneratedRegex(@"\s*[|\r\n]\s*|\s*[,;]\s*(?=https?://)|\s+(?=https?://)")]
    private static partial Regex Between();

    [GeneratedRegex(@"^(?<sku>.+?)(\s+[x×*]\s*(?<n>[\d.,]+))?$")]
    private static partial Regex Part();
}
