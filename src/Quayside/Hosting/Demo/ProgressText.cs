using System.Globalization;
using Quayside.Stores;
using Quayside.Ui;

namespace Quayside.Hosting.Demo;

/// <summary>How a store's sync reads in a terminal.</summary>
internal static class ProgressText
{
    private const int BarWidth = 16;

    /// <summary>Every stage of a store with its bar, the first with the store's name.</summary>
    /// <param name="pace">How fast a stage goes.</param>
    public static IEnumerable<string> Bars(
        StoreView store, SyncSessionView? session, Func<StageName, Pace> pace, bool drawsBlocks)
    {
        if (session is null)
        {
            yield return Line(store.Name, "", "about to start");
            yield break;
        }

        var name = store.Name;
        foreach (var stage in session.Stages)
        {
            yield return Line(name, Words.Of(stage.Name), $"{Bar(stage, drawsBlocks)} {Doing(stage, pace(stage.Name))}");
            name = "";
        }

        if (session.State != SyncState.Completed && Word(session) is { } word)
        {
            yield return Line(name, "", word);
        }
    }

    /// <summary>"Harbour Supplies: Listings 2,000 of 8,733", for a stage that is at work.</summary>
    public static string Running(StoreView store, StageView stage) => $"{store.Name}: {Words.Of(stage.Name)} {Doing(stage, null)}";

    /// <summary>Why a session stands still or how it ended, where there is something to say; null otherwise.</summary>
    public static string? Word(SyncSessionView session) => session.State switch
    {
        SyncState.Waiting when session.ResumesAt is { } at =>
            $"waits until {at.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}. {session.Text}",
        SyncState.Waiting => $"waits for you. {session.Text}",
        SyncState.Failed => $"failed. {session.Text}",
        SyncState.Completed => session.Text,
        _ => null,
    };

    /// <summary>"8,733 variations"; what was kept apart is named.</summary>
    public static string Stored(StageView stage) =>
        $"{Of(stage, stage.Stored)}{(stage.Quarantined > 0 ? $", {Figures.Count(stage.Quarantined)} kept apart" : "")}";

    private static string Line(string name, string stage, string rest) => $"  {name,-17} {stage,-8} {rest}".TrimEnd();

    private static string Doing(StageView stage, Pace? pace) => stage.State switch
    {
        StageState.Pending => "",
        StageState.Settling => $"{Figures.Count(stage.Discovered)} read, finishing",
        StageState.Completed => Stored(stage),
        StageState.Failed => $"stopped at {Figures.Count(stage.Stored)}",
        _ when stage.Expected is { } expected =>
            $"{Figures.Count(stage.Discovered)} of {Figures.Count(expected)}{Speed(pace, expected)}",
        _ => $"{Of(stage, stage.Discovered)}{Speed(pace, null)}",
    };

    private static string Speed(Pace? pace, int? expected) =>
        pace?.PerSecond is not > 0 ? ""
        : pace.Left(expected) is { } left && left >= TimeSpan.FromSeconds(1)
            ? $", {Figures.Count((long)pace.PerSecond)}/s, {Figures.Count((long)left.TotalSeconds)} s left"
            : $", {Figures.Count((long)pace.PerSecond)}/s";

    private static string Of(StageView stage, int count) => Figures.Of(count, stage.Name switch
    {
        StageName.Listings => "variation",
        StageName.Orders => "order",
        StageName.Carriers => "carrier",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage.Name, null),
    });

    private static string Bar(StageView stage, bool drawsBlocks)
    {
        var share = stage.State switch
        {
            StageState.Completed or StageState.Settling => 1,
            _ when stage.Expected is > 0 and var expected => Math.Min(1, (double)stage.Discovered / expected),
            _ => 0,
        };
        var full = (int)(share * BarWidth);
        return new string(drawsBlocks ? '█' : '#', full) + new string(drawsBlocks ? '░' : '-', BarWidth - full);
    }
}
