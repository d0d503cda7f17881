using System.Globalization;
using Quayside.Catalogue.Files;
using Quayside.Database;
using Quayside.Hosting.Spreadsheets;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Orders.Files;

/// <summary>Takes orders for an offline store from a CSV or XLSX file: shows first how it is understood and what it would do. Refused rows
/// go back with their reasons; the other orders are taken without them.</summary>
/// <remarks>The order's number is what makes repeating harmless: a file that was broken off is sent again, and what came in by then is
/// left as it is.</remarks>
public sealed class ImportOrderFile(Databases databases, StoreNews news, TimeProvider clock)
{
    private readonly FileLayouts _layouts = new(databases);

    /// <param name="file">Can be read from any place.</param>
    /// <param name="layout">As a person says, remembered for the store's next file; null to understand it as the one before, or by itself.</param>
    /// <param name="applies">false only shows.</param>
    /// <param name="progress">Told how many orders were looked at or taken, of how many.</param>
    /// <returns>Refused: forbidden, not_found (the store), order.observed, store.disconnected, sheet.unreadable, sheet.columns.</returns>
    public async Task<Outcome<OrderFileView>> RunAsync(
        Caller caller, long storeId, Stream file, OrderFileLayout? layout, bool applies, IProgress<(int Done, int Total)>? progress,
        CancellationToken cancellation)
    {
        var found = await StoreAsync(caller, storeId, cancellation);
        if ((found.Refusal ?? (layout is null ? null : await RememberAsync(caller, storeId, layout, cancellation))) is { } refusal)
        {
            return refusal;
        }

        try
        {
            file.Position = 0;
            var understood = await UnderstandAsync(caller, storeId, file, layout, cancellation);
            file.Position = 0;
            return await TakeAsync(caller, found.Value!, file, understood, applies, progress, cancellation);
        }
        catch (UnreadableSheetException unreadable)
        {
            return new Refusal("sheet.unreadable", unreadable.Message);
        }
    }

    /// <summary>Remembers what a person says of the columns of a store's files.</summary>
    /// <returns>Refused: forbidden, not_found (the store), order.observed, store.disconnected, file.columns (no such field, or one twice).</returns>
    public async Task<Refusal?> RememberAsync(Caller caller, long storeId, OrderFileLayout layout, CancellationToken cancellation)
    {
        if (((await StoreAsync(caller, storeId, cancellation)).Refusal ?? Check(layout)) is { } refusal)
        {
            return refusal;
        }

        await _layouts.SaveAsync(caller, storeId, OrderFields.Kind, layout.Columns, layout.DecimalComma, cancellation);
        return null;
    }

    private async Task<Outcome<Store>> StoreAsync(Caller caller, long storeId, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } forbidden)
        {
            return forbidden;
        }

        await using var db = databases.Open(caller.OrganisationId);
        return await PreparedOrder.StoreAsync(db, storeId, cancellation);
    }

    private async Task<Understood> UnderstandAsync(
        Caller caller, long storeId, Stream file, OrderFileLayout? layout, CancellationToken cancellation)
    {
        var (columns, comma) = await _layouts.LoadAsync(caller, storeId, OrderFields.Kind, cancellation);
        using var sheet = LooseSheet.Open(file, OrderFields.IsName);
        var guessed = FileColumns.Guess(sheet, OrderFields.All, columns);
        IEnumerable<string> Samples(Func<string, bool> fields) =>
            guessed.Where(c => c.Field is { } f && fields(f)).SelectMany(c => sheet.Sample.Select(r => r[c.Position])).OfType<string>();
        var isComma = layout?.DecimalComma ?? SheetNumber.HasDecimalComma(Samples(f => OrderFields.Numbers.Contains(f))) ?? comma ?? sheet.HasSemicolons;
        return new Understood(sheet.Header, guessed, isComma, OrderDate.IsDayFirst(Samples(f => f == OrderFields.PlacedAt)));
    }

    private async Task<Outcome<OrderFileView>> TakeAsync(
        Caller caller, Store store, Stream file, Understood understood, bool applies, IProgress<(int Done, int Total)>? progress, CancellationToken cancellation)
    {
        var missing = new[] { OrderFields.Number, OrderFields.Sku, OrderFields.Quantity }.Where(f => understood.Columns.All(c => c.Field != f)).ToList();
        if (missing.Count > 0 && applies)
        {
            return new Refusal("sheet.columns", $"No column holds the {Words(missing)}. Say which one does.");
        }

        var rows = new OrderFileRows();
        using (var sheet = LooseSheet.Open(file, OrderFields.IsName))
        {
            rows.Take(missing.Count > 0 ? [] : sheet.Rows(), new ReadOrderRow(store.Id, understood.Columns, understood.DecimalComma, understood.IsDayFirst));
        }

        var taking = new TakeOrderRows(databases, caller, store, rows, clock.GetUtcNow());
        await taking.RunAsync(applies, progress, cancellation);
        if (applies && taking.Taken > 0)
        {
            news.Tell(caller.OrganisationId, store.Id);
        }

        return new OrderFileView(
            understood.Columns, understood.DecimalComma, rows.Read, taking.Taken, taking.Historical, taking.Known, rows.RefusedOrders,
            [.. rows.Refused.OrderBy(r => r.Number)], taking.Samples, applies)
        {
            Header = understood.Header,
        };
    }

    private static Refusal? Check(OrderFileLayout layout)
    {
        var field = layout.Columns.Values.FirstOrDefault(f => f.Length > 0 && OrderFields.All.All(k => k.Key != f));
        var twice = layout.Columns.Values.Where(f => f.Length > 0).GroupBy(f => f).FirstOrDefault(g => g.Count() > 1)?.Key;
        return field is not null ? new Refusal("file.columns", $"\"{field}\" is nothing that a column can hold.")
            : twice is not null ? new Refusal("file.columns", $"Two columns cannot both be the {Words([twice])}.")
            : null;
    }

    private static string Words(IEnumerable<string> fields) =>
        string.Join(", ", fields.Select(f => OrderFields.All.First(k => k.Key == f).Label.Split('(')[0].Trim().ToLower(CultureInfo.InvariantCulture)));

    private sealed record Understood(IReadOnlyList<string> Header, IReadOnlyList<FileColumn> Columns, bool DecimalComma, bool? IsDayFirst);
}
