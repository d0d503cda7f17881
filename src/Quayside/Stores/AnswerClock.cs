using Quayside.Connectors;

namespace Quayside.Stores;

/// <summary>Reads off every answer how far the shop's clock is ahead of ours.</summary>
internal sealed class AnswerClock(TimeProvider clock, ShopClock shop)
{
    // A Date has whole seconds and some time on the wire behind it: finer than this it says nothing, and windows overlap by far more.
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(30);

    public void Read(HttpResponseMessage answer)
    {
        // What a cache answered (Age) is dated when it was made.
        if (answer.Headers.Date is { } date && answer.Headers.Age is null)
        {
            var ahead = date - clock.GetUtcNow();
            shop.Ahead = TimeSpan.FromTicks((long)Math.Round(ahead / Grain) * Grain.Ticks);
        }
    }
}
