using Quayside.Database;
using Quayside.Hosting.Spreadsheets;
using Quayside.Organisations;
using Quayside.SkuLinks.Decisions;

namespace Quayside.SkuLinks.Files;

/// <param name="Rows">Rows that were read.</param>
/// <param name="Unchanged">Rows that say what is so already.</param>
/// <param name="Silent">Rows without a master SKU: they leave everything as it is.</param>
/// <param name="Changes">How many changes the others make.</param>
/// <param name="Effect">null where nothing changes.</param>
/// <param name="BatchId">What to undo; null where nothing was applied.</param>
public sealed record ImportedMapping(
    int Rows, int Unchanged, int Silent, int Changes, IReadOnlyList<RefusedRow> Refused, MappingPreview? Effect, long? BatchId)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string> Header { get; init; } = [];
}

/// <summary>Takes a mapping from a CSV or XLSX file: shows first what it changes, then applies it as one decision. Refused rows go back
/// with their reasons; the others are taken without them.</summary>
public sealed class ImportMapping(Databases databases, PreviewMapping preview, ApplyMapping apply)
{
    /// <param name="file">Can be read from any place.</param>
    /// <param name="applies">false only shows.</param>
    /// <returns>Refused: forbidden, sheet.unreadable, sheet.columns, mapping.size, and what <see cref="ApplyMapping"/> refuses.</returns>
    public async Task<Outcome<ImportedMapping>> RunAsync(
        Caller caller, Stream file, bool applies, OpenOrders openOrders, CancellationToken cancellation)
    {
        if (caller.Needs(Role.Manager) is { } refusal)
        {
            return refusal;
        }

        try
        {
            using var sheet = SheetReader.Open(file);
            return sheet.Has("master_sku") && (sheet.Has("variation_id") || sheet.Has("seller_sku"))
                ? await TakeAsync(caller, sheet, applies, openOrders, cancellation)
                : new Refusal("sheet.columns", "The first row must name the columns: master_sku, and variation_id or seller_sku. The export has them all.");
        }
        catch (UnreadableSheetException unreadable)
        {
            return new Refusal("sheet.unreadable", unreadable.Message);
        }
    }

    private async Task<Outcome<ImportedMapping>> TakeAsync(
        Caller caller, SheetReader sheet, bool applies, OpenOrders openOrders, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        var rows = new ImportRows(db);
        await rows.ReadAsync(sheet.Rows(), cancellation);
        var plan = new PlanImport(db, caller, rows);
        var changes = await plan.RunAsync(cancellation);
        var read = rows.Mapped.Select(m => m.Row.Number).Concat(rows.Refused.Select(r => r.Number)).Distinct().Count() + rows.Silent;
        var shown = new ImportedMapping(read, plan.Unchanged, rows.Silent, changes.Count, [.. rows.Refused.OrderBy(r => r.Number)], null, null)
        {
            Header = sheet.Header,
        };
        if (changes.Count == 0)
        {
            return shown;
        }

        if (applies)
        {
            var batch = await apply.RunAsync(caller, changes, openOrders, cancellation, MappingOrigin.Import);
            return batch.Refusal is { } no ? no : shown with { BatchId = batch.Value!.Id };
        }

        var effect = await preview.RunAsync(caller, changes, openOrders, cancellation);
        return effect.Refusal is { } refused ? refused : shown with { Effect = effect.Value };
    }
}
