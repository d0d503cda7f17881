using System.Buffers;
using System.Text.Json;

namespace Quayside.Connectors.Http;

/// <summary>Takes an answer's body in and finds the JSON in it.</summary>
internal static class JsonBody
{
    private const int FirstBuffer = 64 * 1024;
    private const int LargestFirstBuffer = 1024 * 1024;
    private const int CandidatesTried = 64;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    /// <summary>Reads the whole body, at most <paramref name="limit"/> bytes.</summary>
    /// <exception cref="InvalidDataException">It is longer.</exception>
    /// <exception cref="HttpIOException">It ended before its end.</exception>
    public static async Task<byte[]> ReadAsync(HttpContent content, int limit, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(content.Headers.ContentLength + 1 ?? FirstBuffer, 256, LargestFirstBuffer));
        try
        {
            var filled = 0;
            while (await stream.ReadAsync(buffer.AsMemory(filled), cancellation) is > 0 and var read)
            {
                filled += read;
                if (filled > limit)
                {
                    throw new InvalidDataException($"The answer is longer than {limit} bytes.");
                }

                if (filled == buffer.Length)
                {
                    buffer = Grown(buffer, filled);
                }
            }

            return buffer.AsSpan(0, filled).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Parses a body that should be JSON. A byte order mark and text in front of it, such as PHP's notices, are passed over.</summary>
    /// <returns>null when there is no JSON in it; the caller disposes the document.</returns>
    /// <exception cref="HttpIOException">It is JSON that breaks off: a proxy or the shop was cut short.</exception>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        var tried = 0;
        for (var start = NextOpening(body.Span, 0); start >= 0 && tried < CandidatesTried; start = NextOpening(body.Span, start + 1), tried++)
        {
            var rest = body[start..];
            try
            {
                return JsonDocument.Parse(rest, Deep);
            }
            catch (JsonException) when (tried == 0 && IsBlank(body.Span[..start]) && BreaksOff(rest.Span))
            {
                throw new HttpIOException(HttpRequestError.ResponseEnded, "The answer breaks off in the middle.");
            }
            catch (JsonException)
            {
                // Not here: a bracket in a notice or in a page of HTML.
            }
        }

        return null;
    }

    /// <summary>The bytes of one value inside the body it was parsed from, without copying them.</summary>
    public static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> body, JsonElement value)
    {
        var raw = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value);
        return body.Span.Overlaps(raw, out var start) ? body.Slice(start, raw.Length) : raw.ToArray();
    }

    private static byte[] Grown(byte[] buffer, int filled)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static int NextOpening(ReadOnlySpan<byte> body, int from)
    {
        var found = body[from..].IndexOfAny((byte)'[', (byte)'{');
        return found < 0 ? -1 : from + found;
    }

    private static bool IsBlank(ReadOnlySpan<byte> before) =>
        before.TrimStart([(byte)0xEF, (byte)0xBB, (byte)0xBF, (byte)' ', (byte)'\r', (byte)'\n', (byte)'\t']).IsEmpty;

    private static bool BreaksOff(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 512 }));
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
