using System.IO.Compression;

namespace Quayside;

/// <summary>Raw bodies as they are kept: compressed bytes, since PostgreSQL's text takes not every character that JSON can hold.</summary>
internal static class Packed
{
    /// <summary>The same bytes always pack to the same bytes.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> body)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(body.Length)];
        return BrotliEncoder.TryCompress(body, packed, out var length, quality: 1, window: 18)
            ? packed[..length]
            : throw new InvalidOperationException($"A body of {body.Length} bytes could not be packed.");
    }

    /// <exception cref="InvalidDataException">Not what <see cref="Pack"/> made.</exception>
    public static byte[] Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var body = new MemoryStream();
        brotli.CopyTo(body);
        return body.ToArray();
    }
}
