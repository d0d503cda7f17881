using System.Globalization;
using System.Text.Json;
using Quayside.Connectors.Http;

namespace Quayside.Connectors.Vendure;

/// <summary>Reads one page of one of Vendure's lists so that nothing is lost: neither to a server that allows fewer records than
/// we ask for, nor to a record that it cannot deliver, nor to what is deleted meanwhile.</summary>
internal static class VendurePages
{
    private const int MostBroken = 20;

    // Records re-read beyond those that went missing, for the ones that go missing while re-reading.
    private const int Slack = 10;
    private const int MostReRead = 1000;

    /// <remarks>Not noticed: as many additions as deletions since the cursor was written. The next sync reads all again.</remarks>
    public static async Task<VendurePage> ReadAsync(
        VendureClient client,
        VendureList list,
        VendureCursor cursor,
        IReadOnlyDictionary<string, string> variables,
        CancellationToken cancellation)
    {
        var page = await ReadAsync(client, list, cursor, new Stretch(cursor.Skip, cursor.Take, null), variables, cancellation);
        try
        {
            var deleted = Math.Clamp(cursor.Total - page.Total ?? 0, 0, MostReRead);
            var start = deleted > 0 ? Math.Max(0, cursor.Skip - (int)deleted - Slack) : cursor.Skip;
            while (start < cursor.Skip)
            {
                var before = new Stretch(start, Math.Min(page.Cursor.Take, cursor.Skip - start), null);
                page.AddEarlier(await ReadAsync(client, list, page.Cursor, before, variables, cancellation));
                start += before.Take;
            }

            return page;
        }
        catch
        {
            page.Dispose();
            throw;
        }
    }

    // GraphQL has no half records: a fault in one field of one order takes the whole answer with it. The answer says which record
    // it was; the page is then asked again around it, and the broken record stands alone with its reason.
    private static async Task<VendurePage> ReadAsync(
        VendureClient client,
        VendureList list,
        VendureCursor cursor,
        Stretch whole,
        IReadOnlyDictionary<string, string> variables,
        CancellationToken cancellation)
    {
        List<Stretch> stretches = [whole];
        while (true)
        {
            var answer = await client.AskAsync(VendureQueries.Page(list, stretches, cursor.Take), variables, cancellation);
            try
            {
                if (answer.Data.ValueKind == JsonValueKind.Object && answer.Errors.All(e => e.Item is not null))
                {
                    return Assembled(client, list, cursor, stretches, answer);
                }

                if (AllowedBy(answer.Errors) is { } allowed && allowed < cursor.Take)
                {
                    cursor = cursor with { Take = allowed };
                    stretches = [whole with { Take = Math.Min(whole.Take, allowed) }];
                }
                else
                {
                    stretches = Around(list, stretches, answer.Errors);
                }
            }
            catch
            {
                answer.Dispose();
                throw;
            }

            answer.Dispose();
        }
    }

    private static VendurePage Assembled(
        VendureClient client, VendureList list, VendureCursor cursor, List<Stretch> stretches, VendureAnswer answer)
    {
        var shop = client.SameShopOf(answer);
        var items = new List<VendureItem>();
        var total = 0L;
        for (var n = 0; n < stretches.Count; n++)
        {
            var name = NameOf(list, n);
            var part = answer.Data.TryGetProperty(name, out var found) ? found : default;
            if (part.Field("items"u8) is not { ValueKind: JsonValueKind.Array } records
                || part.Field("totalItems"u8) is not { ValueKind: JsonValueKind.Number } count || !count.TryGetInt64(out total))
            {
                throw VendureErrors.NotVendure(client.Endpoint);
            }

            var at = 0;
            foreach (var record in records.EnumerateArray())
            {
                // A field that may be null can fail without taking the record with it: the rest is there, but not all of it.
                var fault = stretches[n].Broken ?? answer.Errors.FirstOrDefault(e => e.Root == name && e.Item == at)?.Message;
                items.Add(new VendureItem(record, answer.Raw(record), stretches[n].Skip + at, fault));
                at++;
            }
        }

        return new VendurePage(answer, shop, cursor, items, total);
    }

    /// <summary>The server's list limit, where that is what an error is about.</summary>
    private static int? AllowedBy(IReadOnlyList<VendureError> errors)
    {
        var text = errors.FirstOrDefault(e => e.Code == "USER_INPUT_ERROR")?.Message ?? "";
        var digits = string.Concat(text.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0 ? limit : null;
    }

    /// <summary>The same records, those that failed each by itself.</summary>
    /// <exception cref="ConnectorException">It is not a few records that fail.</exception>
    private static List<Stretch> Around(VendureList list, List<Stretch> stretches, IReadOnlyList<VendureError> errors)
    {
        var around = stretches.SelectMany((stretch, n) => Around(stretch, errors.Where(e => e.Root == NameOf(list, n)))).ToList();
        var known = stretches.Count(s => s.Broken is not null);
        var isNews = around.Count(s => s.Broken is not null) is var now && now > known && now <= MostBroken;
        return isNews && errors.All(e => e.Item is not null) ? around : throw VendureErrors.From(errors);
    }

    private static IEnumerable<Stretch> Around(Stretch stretch, IEnumerable<VendureError> errors)
    {
        var next = stretch.Skip;
        foreach (var error in errors.Where(e => e.Item is not null && stretch.Broken is null).DistinctBy(e => e.Item).OrderBy(e => e.Item))
        {
            var at = stretch.Skip + error.Item!.Value;
            if (at > next)
            {
                yield return new Stretch(next, at - next, null);
            }

            yield return new Stretch(at, 1, error.Message);
            next = at + 1;
        }

        if (stretch.Skip + stretch.Take > next)
        {
            yield return stretch with { Skip = next, Take = stretch.Skip + stretch.Take - next };
        }
    }

    private static string NameOf(VendureList list, int stretch) => list.Field + stretch.ToString(CultureInfo.InvariantCulture);
}
