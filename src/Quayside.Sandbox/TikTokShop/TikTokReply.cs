using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>Answers in TikTok Shop's envelope.</summary>
internal sealed class TikTokReply
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private long _answered;

    /// <param name="word">The servers that give tokens write it small.</param>
    public PracticeAnswer Of(JsonObject data, DateTimeOffset now, string word = "Success") => Write(200, new JsonObject
    {
        ["code"] = 0,
        ["message"] = word,
        ["request_id"] = NextId(now),
        ["data"] = data,
    });

    public PracticeAnswer Of(TikTokRefusal refusal, DateTimeOffset now) => Write(refusal.Status, new JsonObject
    {
        ["code"] = refusal.Code,
        ["message"] = refusal.Message,
        ["request_id"] = NextId(now),
    });

    public static PracticeAnswer Page(int status, string title, string body) => new(
        status, Encoding.UTF8.GetBytes($"<!doctype html><title>{WebUtility.HtmlEncode(title)}</title>{body}"), "text/html; charset=UTF-8", []);

    private string NextId(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMddHHmmss}5EED{Interlocked.Increment(ref _answered):X16}");

    private static PracticeAnswer Write(int status, JsonObject body) => new(status, Encoding.UTF8.GetBytes(body.ToJsonString(Plain)), "application/json", []);
}
