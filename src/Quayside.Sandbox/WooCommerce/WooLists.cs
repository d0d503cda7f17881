using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.WooCommerce;

/// <summary>Cuts pages out of selections and renders them once.</summary>
internal sealed class WooLists(ShopOptions options, Addresses addresses)
{
    private readonly PageStore _store = new(options.PageCacheMegabytes);

    public WooAnswer Page<T>(WooCall call, string list, Func<List<T>> select, Action<Utf8JsonWriter, T, FieldFilter> write)
    {
        var page = _store.Page(call.Data.Version, $"{list}?{call.Query.PageKey}", () =>
        {
            var rows = _store.Selection(call.Data.Version, $"{list}?{call.Query.SelectionKey}", select);
            var skip = call.Query.Offset ?? (call.Query.Page - 1L) * call.Query.PerPage;
            var shown = rows.Skip((int)Math.Min(skip, rows.Count)).Take(call.Query.PerPage);
            var pages = (rows.Count + call.Query.PerPage - 1) / call.Query.PerPage;
            return new RenderedPage(Render(shown, write, call.Fields), rows.Count, pages);
        });
        return new WooAnswer(200, page.Body) { Total = page.Total, TotalPages = page.Pages, Link = LinkHeader(call, list, page.Pages) };
    }

    public static WooAnswer One<T>(T row, Action<Utf8JsonWriter, T, FieldFilter> write, FieldFilter fields)
    {
        var body = Render([row], write, FieldFilter.Everything);
        var whole = JsonNode.Parse(body.Span)!.AsArray()[0];
        return One(whole!.AsObject(), fields);
    }

    /// <summary>A single thing keeps its _links whatever _fields says: WordPress adds them after filtering.</summary>
    public static WooAnswer One(JsonObject whole, FieldFilter fields)
    {
        var kept = fields.Apply(whole);
        if (!fields.IsEverything && whole["_links"] is { } links && kept is JsonObject some)
        {
            some["_links"] = links.DeepClone();
        }

        return new WooAnswer(200, Bytes(kept!));
    }

    /// <param name="counted">Whether the list tells its length, as all but settings and status do.</param>
    public static WooAnswer Whole(JsonNode list, FieldFilter fields, bool counted)
    {
        var answer = new WooAnswer(200, Bytes(fields.Apply(list)!));
        return counted && list is JsonArray rows ? answer with { Total = rows.Count, TotalPages = rows.Count > 0 ? 1 : 0 } : answer;
    }

    private static byte[] Bytes(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node);

    // Dotted names need the whole row first, and so do names no row has: they leave [], not {}. Plain ones are left out while writing.
    private static ReadOnlyMemory<byte> Render<T>(IEnumerable<T> rows, Action<Utf8JsonWriter, T, FieldFilter> write, FieldFilter fields)
    {
        var written = Render(rows, write, fields, direct: !fields.HasDots);
        return written.Span.StartsWith("[{}"u8) ? Render(rows, write, fields, direct: false) : written;
    }

    private static ReadOnlyMemory<byte> Render<T>(IEnumerable<T> rows, Action<Utf8JsonWriter, T, FieldFilter> write, FieldFilter fields, bool direct)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                write(json, row, direct ? fields : FieldFilter.Everything);
            }

            json.WriteEndArray();
        }

        return direct ? buffer.WrittenMemory.ToArray() : Bytes(fields.Apply(JsonNode.Parse(buffer.WrittenSpan))!);
    }

    private string? LinkHeader(WooCall call, string list, long pages)
    {
        var page = call.Query.Page;
        var links = new List<string>(2);
        if (page > 1)
        {
            links.Add($"<{Address(call, list, Math.Min(page - 1, pages))}>; rel=\"prev\"");
        }

        if (pages > page)
        {
            links.Add($"<{Address(call, list, page + 1)}>; rel=\"next\"");
        }

        return links.Count > 0 ? string.Join(", ", links) : null;
    }

    // Recorded: the status filter of orders is missing from their links, so whoever follows them reads other orders.
    private string Address(WooCall call, string list, long page)
    {
        var query = call.Request.Query.WithPage(page, leaveOut: list == "orders" ? "status" : null);
        return call.Request.UsesRestRoute ? $"{addresses.Home}/index.php?{query}" : $"{addresses.Api}/{list}?{query}";
    }
}
