using System.Text;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Quayside.Catalogue.Files;
using Quayside.Database;
using Quayside.Stores;
using Quayside.Tests.Catalogue.Own;

namespace Quayside.Tests.Catalogue.Files;

/// <summary>An offline store and the files that are sent to it.</summary>
internal sealed class TakingFile(Databases databases, OwnCatalogue stall) : IAsyncDisposable
{
    private readonly ListingFiles _files = new(
        databases, new StoreNews(), TimeProvider.System, new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLogger<ListingFiles>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ListingFiles Files => _files;

    public Task<ListingFileView> LookAsync(string text) => LookAsync(Encoding.UTF8.GetBytes(text));

    public async Task<ListingFileView> LookAsync(byte[] file)
    {
        var opened = await OpenAsync(file);
        Assert.Null(opened.Refusal);
        return await DoneAsync();
    }

    public Task<Outcome<ListingFileView>> OpenAsync(byte[] file) =>
        _files.OpenAsync(stall.Seeds.Caller, stall.Store.Id, new MemoryStream(file), "file.csv", Cancellation);

    public Task<ListingFileView> TakeAsync(string text) => TakeAsync(Encoding.UTF8.GetBytes(text));

    public async Task<ListingFileView> TakeAsync(byte[] file)
    {
        var looked = await LookAsync(file);
        Assert.Equal(FileState.Looked, looked.State);
        return await TakeAsync();
    }

    /// <summary>Takes what was looked at.</summary>
    public async Task<ListingFileView> TakeAsync()
    {
        Assert.Null((await _files.TakeAsync(stall.Seeds.Caller, stall.Store.Id, Cancellation)).Refusal);
        var taken = await DoneAsync();
        Assert.True(taken.State == FileState.Taken, taken.Text);
        return taken;
    }

    public async Task<ListingFileView> ChooseAsync(Dictionary<string, string> columns, bool? decimalComma = null)
    {
        Assert.Null((await _files.ChooseAsync(stall.Seeds.Caller, stall.Store.Id, columns, decimalComma, Cancellation)).Refusal);
        return await DoneAsync();
    }

    public async Task<string> RefusedAsync()
    {
        using var text = new MemoryStream();
        Assert.Null(await _files.WriteRefusedAsync(stall.Seeds.Caller, stall.Store.Id, () => text, Cancellation));
        return Encoding.UTF8.GetString(text.ToArray());
    }

    public ValueTask DisposeAsync() => _files.DisposeAsync();

    private async Task<ListingFileView> DoneAsync() => (await _files.WhenDoneAsync(stall.Seeds.Caller, stall.Store.Id, Cancellation)).Value!;
}
