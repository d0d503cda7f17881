using Microsoft.EntityFrameworkCore;
using Quayside.Database;
using Quayside.Hosting.Spreadsheets;
using Quayside.Organisations;

namespace Quayside.Catalogue.Files;

/// <summary>Remembers for each store what the columns of its files hold, once a person said so.</summary>
internal sealed class FileLayouts(Databases databases)
{
    /// <returns>Fields by header key, and how numbers are written; nothing where nobody said.</returns>
    public async Task<(IReadOnlyDictionary<string, string> Columns, bool? DecimalComma)> LoadAsync(
        Caller caller, long storeId, string kind, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        return await db.FileLayouts.AsNoTracking().SingleOrDefaultAsync(l => l.StoreId == storeId && l.Kind == kind, cancellation) is { } layout
            ? (layout.Columns, layout.DecimalComma)
            : (new Dictionary<string, string>(), null);
    }

    /// <param name="columns">Fields by header; an empty field is a column that is not taken. Others stay as they are remembered.</param>
    public async Task SaveAsync(
        Caller caller, long storeId, string kind, IReadOnlyDictionary<string, string> columns, bool? decimalComma, CancellationToken cancellation)
    {
        await using var write = await WriteTransaction.BeginAsync(databases, caller.OrganisationId, cancellation);
        await write.LockStoreAsync(storeId, cancellation);
        var layout = await write.Db.FileLayouts.SingleOrDefaultAsync(l => l.StoreId == storeId && l.Kind == kind, cancellation);
        var said = columns.ToDictionary(c => SheetRow.Key(c.Key), c => c.Value, StringComparer.Ordinal);
        if (layout is null)
        {
            layout = new FileLayout { OrganisationId = caller.OrganisationId, StoreId = storeId, Kind = kind, Columns = said };
            write.Db.FileLayouts.Add(layout);
        }

        layout.Columns = layout.Columns.Where(c => !said.ContainsKey(c.Key)).Concat(said).ToDictionary();
        layout.DecimalComma = decimalComma ?? layout.DecimalComma;
        await write.CommitAsync(cancellation);
    }
}
