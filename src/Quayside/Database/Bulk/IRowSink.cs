namespace Quayside.Database.Bulk;

/// <summary>Takes the stored values of one row, column by column; null for NULL.</summary>
internal interface IRowSink
{
    void Add(long? value);

    void Add(int? value);

    void Add(bool? value);

    void Add(string? value);

    void Add(byte[]? value);
}
