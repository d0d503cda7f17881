using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quayside.Sandbox.Lazada;

/// <summary>A failure as the gateway words it: HTTP 200 and a code that is not "0".</summary>
/// <param name="Type">ISV, ISP or SYSTEM.</param>
internal sealed record LazadaRefusal(string Code, string Type, string Message)
{
    public static LazadaRefusal Missing(string name) =>
        new("MissingParameter", "ISV", $"The input parameter \"{name}\" that is mandatory for processing this request is not supplied");

    public static readonly LazadaRefusal Signature = new("IncompleteSignature", "ISV", "The request signature does not conform to lazop standards");
    public static readonly LazadaRefusal Timestamp = new("InvalidTimestamp", "ISV", "The specified timestamp is expired or invalid");
    public static readonly LazadaRefusal AppKey = new("InvalidAppKey", "ISV", "The specified App Key is invalid");
    public static readonly LazadaRefusal Token = new("IllegalAccessToken", "ISV", "The specified access token is invalid or expired");
    public static readonly LazadaRefusal RefreshToken = new("IllegalRefreshToken", "ISV", "The specified refresh token is invalid or expired");
    public static readonly LazadaRefusal Unrenewable = new("AUTH_TYPE_UNSUPPORTED", "ISV", "The authorization type does not support refreshing");
    public static readonly LazadaRefusal AuthorizationCode = new("InvalidCode", "ISV", "Invalid authorization code");
    public static readonly LazadaRefusal Path = new("InvalidApiPath", "ISV", "The specified API path is invalid");
    public static readonly LazadaRefusal TooFrequent =
        new("901", "ISP", "E901: The request is too frequent, or the requested functionality is temporarily disabled.");

    public static readonly LazadaRefusal Internal = new("6", "ISP", "E006: Unexpected internal error");

    public static LazadaRefusal Limit(string sent) => new("19", "ISV", $"E019: \"{sent}\" Invalid Limit");

    public static LazadaRefusal Offset(string sent) => new("14", "ISV", $"E014: \"{sent}\" Invalid Offset");

    public static LazadaRefusal Date(string sent) => new("17", "ISV", $"E017: \"{sent}\" Invalid Date Format");

    public static readonly LazadaRefusal NoAfter = new("18", "ISV", "E018: Either CreatedAfter or UpdatedAfter is mandatory");
    public static readonly LazadaRefusal Filter = new("36", "ISV", "E036: Invalid status filter");
    public static readonly LazadaRefusal SortDirection = new("74", "ISV", "E074: Invalid sort direction.");
    public static readonly LazadaRefusal SortBy = new("75", "ISV", "E075: Invalid sort filter.");

    public static LazadaRefusal Order(string sent) => new("16", "ISV", $"E016: \"{sent}\" Invalid Order ID");

    public static readonly LazadaRefusal SomeOrders = new("37", "ISV", "E037: One or more order id in the list are incorrect");
    public static readonly LazadaRefusal TooManyOrders = new("38", "ISV", "E038: Too many orders were requested");
    public static readonly LazadaRefusal OrderList = new("56", "ISV", "E056: Invalid OrdersIdList format. Must use array format [1,2]");
    public static readonly LazadaRefusal Item = new("208", "ISV", "E208: Item not exist");

    public static LazadaRefusal Banned(TimeSpan wait) => new(
        "ApiCallLimit", "ISV", $"Api access frequency exceeds the limit. this ban will last {Math.Ceiling(wait.TotalSeconds):0} seconds");
}

/// <summary>Answers as the gateway dresses them.</summary>
internal sealed class LazadaGateway
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private long _answered;

    public PracticeAnswer Of(LazadaRefusal refusal) => Write(new JsonObject
    {
        ["type"] = refusal.Type,
        ["code"] = refusal.Code,
        ["message"] = refusal.Message,
        ["request_id"] = NextId(),
    });

    /// <param name="body">What lies beside code and request_id, such as "data".</param>
    public PracticeAnswer Well(JsonObject body)
    {
        body["code"] = "0";
        body["request_id"] = NextId();
        return Write(body);
    }

    private string NextId() => $"5eed{Interlocked.Increment(ref _answered):D21}";

    private static PracticeAnswer Write(JsonObject body) =>
        new(200, Encoding.UTF8.GetBytes(body.ToJsonString(Plain)), "application/json;charset=UTF-8", []);
}
