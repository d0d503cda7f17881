using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Quayside.Database.Bulk;

/// <summary>Rows as PostgreSQL's COPY takes them: its binary format, of which its documentation of COPY is the source.</summary>
/// <remarks>Written here and not by Npgsql's importer, which makes a parameter of each value: that takes longer than all else.</remarks>
internal sealed class BinaryCopy : IRowSink
{
    /// <summary>Bytes after which what is written should be sent.</summary>
    private const int Enough = 32 * 1024;

    private const int Null = -1;
    private const short End = -1;

    // No flags, no further header.
    private static readonly byte[] Header = [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', 0x0A, 0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ArrayBufferWriter<byte> _bytes = new(2 * Enough);

    public BinaryCopy() => _bytes.Write(Header);

    public bool IsFull => _bytes.WrittenCount >= Enough;

    /// <summary>Good until the next is written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public void Clear() => _bytes.ResetWrittenCount();

    public void StartRow(int columns) => Short((short)columns);

    public void Finish() => Short(End);

    public void Add(long? value)
    {
        if (!IsNull(value is null, sizeof(long)))
        {
            BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(sizeof(long)), value.GetValueOrDefault());
            _bytes.Advance(sizeof(long));
        }
    }

    public void Add(int? value)
    {
        if (!IsNull(value is null, sizeof(int)))
        {
            Int(value.GetValueOrDefault());
        }
    }

    public void Add(bool? value)
    {
        if (!IsNull(value is null, 1))
        {
            _bytes.GetSpan(1)[0] = value.GetValueOrDefault() ? (byte)1 : (byte)0;
            _bytes.Advance(1);
        }
    }

    /// <exception cref="EncoderFallbackException">Half of a letter that takes two places.</exception>
    public void Add(string? value)
    {
        if (value is null)
        {
            Int(Null);
            return;
        }

        var place = _bytes.GetSpan(sizeof(int) + Utf8.GetMaxByteCount(value.Length));
        var length = Utf8.GetBytes(value, place[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(place, length);
        _bytes.Advance(sizeof(int) + length);
    }

    public void Add(byte[]? value)
    {
        if (!IsNull(value is null, value?.Length ?? 0))
        {
            _bytes.Write(value);
        }
    }

    private bool IsNull(bool isNull, int length)
    {
        Int(isNull ? Null : length);
        return isNull;
    }

    private void Int(int number)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(sizeof(int)), number);
        _bytes.Advance(sizeof(int));
    }

    private void Short(short number)
    {
        BinaryPrimitives.WriteInt16BigEndian(_bytes.GetSpan(sizeof(short)), number);
        _bytes.Advance(sizeof(short));
    }
}
