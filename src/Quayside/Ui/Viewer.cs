using Microsoft.AspNetCore.Components;

namespace Quayside.Ui;

/// <summary>Who looks at the pages of one circuit: their organisation's name, their time zone, and the time as it passes.</summary>
/// <remarks>Components that show a relative time take this as a cascading parameter and are told every twenty seconds;
/// pages inject it, so that the passing of time does not load their rows again.</remarks>
public sealed class Viewer : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public Viewer(TimeProvider time)
    {
        _time = time;
        Source = new CascadingValueSource<Viewer>(this, isFixed: false);
        _timer = time.CreateTimer(_ => _ = Source.NotifyChangedAsync(), null, Beat, Beat);
    }

    public CascadingValueSource<Viewer> Source { get; }

    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>What the viewer's organisation is called; null when nobody is signed in.</summary>
    public string? Organisation { get; private set; }

    /// <param name="zone">The browser's zone by its IANA name; an unknown one leaves UTC.</param>
    public void Enters(string? organisation, string? zone)
    {
        Organisation = organisation;
        if (zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            Zone = found;
        }
    }

    /// <summary>Tells every component that shows a time where the viewer lives.</summary>
    public Task MovesToAsync(string zone)
    {
        Enters(Organisation, zone);
        return Source.NotifyChangedAsync();
    }

    public DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Zone);

    /// <summary>The first moment of a day where the viewer lives.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);

        // Where clocks jump at midnight the day begins an hour later.
        while (Zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(30);
        }

        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight));
    }

    public void Dispose() => _timer.Dispose();
}
