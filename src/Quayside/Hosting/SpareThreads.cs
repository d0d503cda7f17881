namespace Quayside.Hosting;

/// <summary>More threads than processors, from the start.</summary>
/// <remarks>SQLite works on the thread that asks it, and a transaction takes up to a fifth of a second. While the writers and readers of a sync
/// hold a thread for each processor, the pool adds one only every half second: answers of shops wait so long, and with them the next
/// calls. On two processors that others used too, a shop was asked half as often as it allowed while listings were linked.</remarks>
internal static class SpareThreads
{
    private const int Least = 4; // with eight a first sync of 100,000 variations held 29 MB more than with two, with four 16 MB

    public static void Keep()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, Least), completions);
    }
}
