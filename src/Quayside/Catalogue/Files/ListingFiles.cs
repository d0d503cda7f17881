using System.Collections.Concurrent;
using Quayside.Catalogue.Own;
using Quayside.Database;
using Quayside.Hosting.Spreadsheets;
using Quayside.Organisations;
using Quayside.Stores;

namespace Quayside.Catalogue.Files;

/// <summary>Catalogue files of offline stores: shows how one is understood and what it would do, and then takes it. The newest file of each store is
/// kept at work here, also when who sent it looks elsewhere.</summary>
/// <remarks>In memory and in the temporary folder of this process: after a restart the file is sent again, and what it had done by then is
/// unchanged.</remarks>
public sealed partial class ListingFiles(Databases databases, StoreNews news, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<ListingFiles> log)
    : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(long Organisation, long Store), ListingFile> _files = new();
    private readonly Lock _starting = new();
    private readonly FileLayouts _layouts = new(databases);

    /// <summary>Takes a file in and begins to look at it.</summary>
    /// <param name="content">Read once, to its end.</param>
    /// <returns>Refused: forbidden, not_found, listing.observed, store.disconnected, file.busy, sheet.unreadable.</returns>
    public async Task<Outcome<ListingFileView>> OpenAsync(Caller caller, long storeId, Stream content, string name, CancellationToken cancellation)
    {
        if ((caller.Needs(Role.Manager) ?? await StoreAsync(caller, storeId, cancellation)) is { } refusal)
        {
            return refusal;
        }

        var file = new ListingFile(caller, storeId, name, SheetFiles.Temporary(), clock.GetUtcNow());
        try
        {
            await content.CopyToAsync(file.Content, cancellation);
            var (columns, decimalComma) = await _layouts.LoadAsync(caller, storeId, ListingFields.Kind, cancellation);
            if ((await Task.Run(() => file.Understand(columns, decimalComma, isSaid: false), cancellation) ?? await KeepAsync(caller, file)) is { } no)
            {
                await file.DisposeAsync();
                return no;
            }
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }

        return Start(file, takes: false) is { } busy ? busy : file.View();
    }

    /// <summary>How the newest file goes or went.</summary>
    /// <returns>Nothing in it where none was sent since the program started. Refused: not_found (the store).</returns>
    public async Task<Outcome<CatalogueFileView>> GetAsync(Caller caller, long storeId, CancellationToken cancellation)
    {
        var found = await FindAsync(caller, storeId, Role.Viewer, cancellation);
        return found.Refusal is { Code: "not_found" } missing ? missing : new CatalogueFileView(found.Value?.View());
    }

    /// <summary>Says what columns hold and how numbers are written, remembers it for the store's next file, and looks anew.</summary>
    /// <param name="columns">Fields by header; an empty field is a column that is not taken.</param>
    /// <param name="decimalComma">null to leave it as it is.</param>
    /// <returns>Refused: forbidden, not_found, file.none, file.busy, file.columns (no such column or field, or one field twice).</returns>
    public async Task<Outcome<ListingFileView>> ChooseAsync(
        Caller caller, long storeId, IReadOnlyDictionary<string, string> columns, bool? decimalComma, CancellationToken cancellation)
    {
        var found = await FindAsync(caller, storeId, Role.Manager, cancellation);
        if ((found.Refusal ?? Busy(found.Value!) ?? found.Value!.Check(columns)) is { } refusal)
        {
            return refusal;
        }

        var file = found.Value!;
        var all = file.Columns.ToDictionary(
            c => SheetRow.Key(c.Header), c => columns.FirstOrDefault(s => SheetRow.Key(s.Key) == SheetRow.Key(c.Header)).Value ?? c.Field ?? "", StringComparer.Ordinal);
        if (await Task.Run(() => file.Understand(all, decimalComma ?? file.DecimalComma, isSaid: true), cancellation) is { } no)
        {
            return no;
        }

        await _layouts.SaveAsync(caller, storeId, ListingFields.Kind, all, decimalComma, cancellation);
        return Start(file, takes: false) is { } busy ? busy : file.View();
    }

    /// <summary>Takes the file: what it would do is done, chunk by chunk.</summary>
    /// <returns>Refused: forbidden, not_found, listing.observed, store.disconnected, file.none, file.busy.</returns>
    public async Task<Outcome<ListingFileView>> TakeAsync(Caller caller, long storeId, CancellationToken cancellation)
    {
        var found = await FindAsync(caller, storeId, Role.Manager, cancellation);
        if ((found.Refusal ?? await StoreAsync(caller, storeId, cancellation) ?? Busy(found.Value!)) is { } refusal)
        {
            return refusal;
        }

        return Start(found.Value!, takes: true) is { } busy ? busy : found.Value!.View();
    }

    /// <summary>As soon as what the file does now is done.</summary>
    public async Task<Outcome<ListingFileView>> WhenDoneAsync(Caller caller, long storeId, CancellationToken cancellation)
    {
        var found = await FindAsync(caller, storeId, Role.Viewer, cancellation);
        if (found.Value is not { } file)
        {
            return found.Refusal!;
        }

        await file.Work.WaitAsync(cancellation);
        return file.View();
    }

    /// <summary>Writes the refused rows as they came, each with its reason.</summary>
    /// <returns>Refused: not_found, file.none, file.busy. Nothing is written then.</returns>
    public async Task<Refusal?> WriteRefusedAsync(Caller caller, long storeId, Func<Stream> target, CancellationToken cancellation)
    {
        var found = await FindAsync(caller, storeId, Role.Viewer, cancellation);
        if ((found.Refusal ?? Busy(found.Value!)) is { } refusal)
        {
            return refusal;
        }

        // By places, so that two people may read it at once.
        var (handle, buffer, at) = (found.Value!.Refused!.SafeFileHandle, new byte[64 * 1024], 0L);
        var to = target();
        for (int read; (read = await RandomAccess.ReadAsync(handle, buffer, at, cancellation)) > 0; at += read)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files.Values)
        {
            await file.Work;
            await file.DisposeAsync();
        }
    }

    private static Refusal? Busy(ListingFile file) => file.IsBusy
        ? new Refusal("file.busy", "A file of this store is at work. Wait until it is through.") { StoreId = file.StoreId }
        : null;

    private async Task<Refusal?> StoreAsync(Caller caller, long storeId, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        return (await OwnStore.FindAsync(db, storeId, cancellation)).Refusal;
    }

    private async Task<Outcome<ListingFile>> FindAsync(Caller caller, long storeId, Role role, CancellationToken cancellation)
    {
        await using var db = databases.Open(caller.OrganisationId);
        return caller.Needs(role) is { } refusal ? refusal
            : await OwnStore.FindAsync(db, storeId, cancellation) is { Refusal: { Code: not "store.disconnected" } missing } ? missing
            : _files.TryGetValue((caller.OrganisationId, storeId), out var file) ? file
            : new Refusal("file.none", "No catalogue file was sent for this store since the program started.") { StoreId = storeId };
    }

    // One at work for each store: two would ask for the same SKUs.
    private async Task<Refusal?> KeepAsync(Caller caller, ListingFile file)
    {
        var key = (caller.OrganisationId, file.StoreId);
        if (_files.TryGetValue(key, out var before))
        {
            if (before.IsBusy || !_files.TryUpdate(key, file, before))
            {
                return Busy(before) ?? new Refusal("file.busy", "Another file of this store came in this moment.");
            }

            await before.DisposeAsync();
            return null;
        }

        return _files.TryAdd(key, file) ? null : new Refusal("file.busy", "Another file of this store came in this moment.");
    }

    // Two who ask at once find one at work.
    private Refusal? Start(ListingFile file, bool takes)
    {
        lock (_starting)
        {
            if (Busy(file) is { } refusal)
            {
                return refusal;
            }

            file.Begin(takes ? FileState.Taking : FileState.Looking);
            file.Work = Task.Run(() => RunAsync(file, takes, lifetime.ApplicationStopping), CancellationToken.None);
            return null;
        }
    }

    private async Task RunAsync(ListingFile file, bool takes, CancellationToken cancellation)
    {
        try
        {
            await new TakeListings(databases, file, clock).RunAsync(takes, cancellation);
            file.End(takes ? FileState.Taken : FileState.Looked, null, clock.GetUtcNow());
        }
        catch (UnreadableSheetException unreadable)
        {
            file.End(FileState.Stopped, unreadable.Message, clock.GetUtcNow());
        }
        catch (OperationCanceledException)
        {
            file.End(FileState.Stopped, "Quayside was stopped. Send the file again: what was taken is kept and is not taken twice.", clock.GetUtcNow());
        }
#pragma warning disable CA1031 // The outermost place of the work: what nobody foresaw is told to the person and logged once.
        catch (Exception unforeseen)
#pragma warning restore CA1031
        {
            Broke(unforeseen, file.StoreId);
            file.End(FileState.Stopped, "Something in Quayside broke. What was taken is whole and stays; take the file again to go on. The program's log says what it was.", clock.GetUtcNow());
        }

        news.Tell(file.Caller.OrganisationId, file.StoreId);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Store {StoreId}: taking a catalogue file broke")]
    private partial void Broke(Exception cause, long storeId);
}
