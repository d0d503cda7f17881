using System.Text.Json.Nodes;

namespace Quayside.Sandbox.TikTokShop;

/// <summary>The data of an answer, or why there is none.</summary>
internal readonly record struct TikTokAnswer(JsonObject? Data, TikTokRefusal? Refusal)
{
    public static implicit operator TikTokAnswer(JsonObject data) => new(data, null);

    public static implicit operator TikTokAnswer(TikTokRefusal refusal) => new(null, refusal);
}
