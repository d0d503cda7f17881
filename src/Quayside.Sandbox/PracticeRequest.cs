using Microsoft.AspNetCore.Http;

namespace Quayside.Sandbox;

/// <summary>A request as it came over the wire, before a channel's protocol has read it.</summary>
/// <param name="RawPath">As sent, still percent-encoded.</param>
/// <param name="RawQuery">Without the question mark; "" when there is none.</param>
/// <param name="Body">Empty when there is none.</param>
/// <param name="Now">The shop's clock, which may be wrong on purpose.</param>
internal sealed record PracticeRequest(
    string Method, string Scheme, string RawPath, string RawQuery, IHeaderDictionary Headers, byte[] Body, DateTimeOffset Now);

/// <summary>What a shop answers.</summary>
/// <param name="Headers">Beside Content-Type, Content-Length and Date.</param>
internal sealed record PracticeAnswer(int Status, ReadOnlyMemory<byte> Body, string ContentType, IReadOnlyList<(string Name, string Value)> Headers);

/// <summary>Which rows a request lists.</summary>
internal enum PracticeRows
{
    Products,
    Variations,
    Orders,
}
