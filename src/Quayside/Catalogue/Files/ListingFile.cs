using Quayside.Hosting.Spreadsheets;
using Quayside.Organisations;

namespace Quayside.Catalogue.Files;

public enum FileState
{
    /// <summary>It is set against the catalogue; nothing is written.</summary>
    Looking,

    /// <summary>What it would do is known, and waits for a person.</summary>
    Looked,

    /// <summary>It is being taken.</summary>
    Taking,

    Taken,

    /// <summary>It ended before its end; what was taken by then is whole and stays. Taking it again goes on.</summary>
    Stopped,
}

/// <summary>A catalogue file: how it is understood, and what it does or did.</summary>
/// <param name="Name">As it was sent.</param>
/// <param name="Text">Why it stopped; null when it did not.</param>
/// <param name="Columns">What each column is taken for.</param>
/// <param name="DecimalComma">Whether its numbers are read as 1.234,50.</param>
/// <param name="Rows">Rows looked at or taken so far, of <paramref name="Total"/>; that is null before the whole file was read once.</param>
/// <param name="Created">Rows that are new variations.</param>
/// <param name="Describing">Rows that only describe a listing, or add a picture.</param>
/// <param name="Refused">Rows that are left out, each with its reason in the file of them.</param>
/// <param name="NewSamples">The first that are new.</param>
/// <param name="Changes">The first that change.</param>
/// <param name="Reasons">The first that are refused.</param>
public sealed record ListingFileView(
    string Name, FileState State, string? Text, IReadOnlyList<FileColumn> Columns, bool DecimalComma, int Rows, int? Total, int Created, int Changed,
    int Unchanged, int Describing, int Refused, IReadOnlyList<FileRowView> NewSamples, IReadOnlyList<FileRowView> Changes, IReadOnlyList<RefusedRow> Reasons,
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt);

/// <param name="File">The newest; null where none was sent since the program started.</param>
public sealed record CatalogueFileView(ListingFileView? File);

/// <param name="Number">As a spreadsheet program counts rows.</param>
/// <param name="Text">What is new of it, or what changes.</param>
public sealed record FileRowView(int Number, string? Sku, string? Text);

/// <summary>One file at work, in the process that it was sent to.</summary>
internal sealed class ListingFile(Caller caller, long storeId, string name, FileStream content, DateTimeOffset startedAt) : IAsyncDisposable
{
    private const int Shown = 20;
    private const int ReasonsShown = 50;

    private readonly Lock _lock = new();
    private readonly List<FileRowView> _new = [];
    private readonly List<FileRowView> _changes = [];
    private readonly List<RefusedRow> _reasons = [];
    private readonly int[] _counts = new int[Enum.GetValues<RowOutcome>().Length];
    private FileState _state = FileState.Looking;
    private string? _text;
    private int _rows;
    private int? _total;
    private DateTimeOffset? _endedAt;

    public Caller Caller => caller;

    public long StoreId => storeId;

    public FileStream Content => content;

    public IReadOnlyList<FileColumn> Columns { get; private set; } = [];

    public bool DecimalComma { get; private set; }

    /// <summary>Refused rows as they came, with their reasons: a sheet, for its whole size on disk.</summary>
    public FileStream? Refused { get; private set; }

    /// <summary>Its work; ends with it and does not fail.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    public bool IsBusy => !Work.IsCompleted;

    /// <summary>Takes its columns for what they are said or look to be, and its numbers for how they are written.</summary>
    /// <param name="said">Fields by header key, from a person; an empty field is a column that is not taken.</param>
    /// <param name="decimalComma">As an earlier file of the store was; null where nobody knows.</param>
    /// <param name="isSaid">A person says it of this file.</param>
    /// <returns>Refused: sheet.unreadable.</returns>
    public Refusal? Understand(IReadOnlyDictionary<string, string> said, bool? decimalComma, bool isSaid)
    {
        try
        {
            using var sheet = LooseSheet.Open(content, ListingFields.IsName);
            var columns = FileColumns.Guess(sheet, ListingFields.All, said);
            var numbers = columns.Where(c => c.Field is ListingFields.Price or ListingFields.Quantity).SelectMany(c => sheet.Sample.Select(r => r[c.Position])).OfType<string>();
            var isOurs = columns.Any(c => c.Field == ListingFields.Listing) && columns.Any(c => c.Field == ListingFields.Variation);
            DecimalComma = isSaid ? decimalComma ?? false : !isOurs && (SheetNumber.HasDecimalComma(numbers) ?? decimalComma ?? sheet.HasSemicolons);
            Columns = columns;
            return null;
        }
        catch (UnreadableSheetException unreadable)
        {
            return new Refusal("sheet.unreadable", unreadable.Message);
        }
    }

    /// <param name="columns">Fields by header, as a person says.</param>
    /// <returns>Refused: file.columns (no such column or field, or one field twice).</returns>
    public Refusal? Check(IReadOnlyDictionary<string, string> columns)
    {
        var unknown = columns.Keys.FirstOrDefault(h => Columns.All(c => SheetRow.Key(c.Header) != SheetRow.Key(h)));
        var field = columns.Values.FirstOrDefault(f => f.Length > 0 && ListingFields.All.All(k => k.Key != f));
        var twice = Columns.Select(c => columns.FirstOrDefault(s => SheetRow.Key(s.Key) == SheetRow.Key(c.Header)).Value ?? c.Field)
            .Where(f => f is { Length: > 0 }).GroupBy(f => f).FirstOrDefault(g => g.Count() > 1)?.Key;
        return unknown is not null ? new Refusal("file.columns", $"The file has no column \"{unknown}\".")
            : field is not null ? new Refusal("file.columns", $"\"{field}\" is nothing that a column can hold.")
            : twice is not null ? new Refusal("file.columns", $"Two columns cannot both be the {ListingFields.All.First(f => f.Key == twice).Label}.")
            : null;
    }

    public void Begin(FileState state)
    {
        Refused?.Dispose();
        Refused = SheetFiles.Temporary();
        lock (_lock)
        {
            (_state, _text, _rows, _endedAt) = (state, null, 0, null);
            Array.Clear(_counts);
            _new.Clear();
            _changes.Clear();
            _reasons.Clear();
        }
    }

    public void Note(IReadOnlyList<PlannedRow> rows)
    {
        lock (_lock)
        {
            foreach (var row in rows)
            {
                _counts[(int)row.Outcome]++;
                if (row.Outcome is RowOutcome.Created && _new.Count < Shown)
                {
                    _new.Add(new FileRowView(row.Row.Number, row.Row.Sku, row.Row.Title));
                }
                else if (row.Outcome is RowOutcome.Changed && _changes.Count < Shown)
                {
                    _changes.Add(new FileRowView(row.Row.Number, row.Row.Sku, row.Text));
                }
                else if (row.Outcome is RowOutcome.Refused)
                {
                    Reason(row.Row.Number, row.Text!);
                }
            }

            _rows += rows.Count;
        }
    }

    public void Refuse(int number, string reason)
    {
        lock (_lock)
        {
            _counts[(int)RowOutcome.Refused]++;
            _rows++;
            Reason(number, reason);
        }
    }

    public void End(FileState state, string? text, DateTimeOffset now)
    {
        lock (_lock)
        {
            (_state, _text, _endedAt) = (state, text, now);
            _total = state == FileState.Stopped ? _total : _rows;
        }
    }

    public ListingFileView View()
    {
        lock (_lock)
        {
            return new ListingFileView(
                name, _state, _text, Columns, DecimalComma, _rows, _total, Count(RowOutcome.Created), Count(RowOutcome.Changed), Count(RowOutcome.Unchanged),
                Count(RowOutcome.Describes), Count(RowOutcome.Refused), [.. _new], [.. _changes], [.. _reasons.OrderBy(r => r.Number)], startedAt, _endedAt);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        if (Refused is not null)
        {
            await Refused.DisposeAsync();
        }
    }

    private int Count(RowOutcome outcome) => _counts[(int)outcome];

    private void Reason(int number, string reason)
    {
        if (_reasons.Count < ReasonsShown)
        {
            _reasons.Add(new RefusedRow(number, reason));
        }
    }
}
