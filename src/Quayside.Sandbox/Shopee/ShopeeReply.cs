using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.Shopee;

/// <summary>Answers in Shopee's envelope: what went wrong stands in "error", mostly under HTTP 200.</summary>
internal static class ShopeeReply
{
    private const string Json = "application/json; charset=utf-8";

    // Shops write their names as they speak them.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static int _requests;

    public static PracticeAnswer Of(JsonNode response) => Whole(new JsonObject { ["response"] = response });

    /// <summary>For the calls that put their data beside the envelope's own fields.</summary>
    public static PracticeAnswer Whole(JsonObject data)
    {
        var body = new JsonObject { ["error"] = "", ["message"] = "", ["warning"] = "", ["request_id"] = RequestId() };
        foreach (var (name, value) in data)
        {
            body[name] = value?.DeepClone();
        }

        return Answer(200, body);
    }

    public static PracticeAnswer Error(string error, string message, int status = 200) =>
        Answer(status, new JsonObject { ["error"] = error, ["message"] = message, ["request_id"] = RequestId() });

    /// <summary>What stands in front of the API answers by itself.</summary>
    public static PracticeAnswer Gateway(int status, string reason, TimeSpan? retryAfter = null)
    {
        var page = $"<html>\r\n<head><title>{status} {reason}</title></head>\r\n<body>\r\n<center><h1>{status} {reason}</h1></center>\r\n</body>\r\n</html>\r\n";
        List<(string, string)> headers = retryAfter is { } wait
            ? [("Retry-After", ((long)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture))]
            : [];
        return new PracticeAnswer(status, Encoding.ASCII.GetBytes(page), "text/html", headers);
    }

    public static PracticeAnswer Page(string html) => new(200, Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", []);

    private static PracticeAnswer Answer(int status, JsonObject body) => new(status, Encoding.UTF8.GetBytes(body.ToJsonString(Plain)), Json, []);

    private static string RequestId() => $"5eed{Interlocked.Increment(ref _requests):x28}";
}
