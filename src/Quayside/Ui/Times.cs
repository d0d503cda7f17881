using System.Globalization;

namespace Quayside.Ui;

/// <summary>How times and durations read.</summary>
internal static class Times
{
    /// <summary>"just now", "3 min ago", "5 h ago", "2 d ago"; older than a week: the day.</summary>
    public static string Ago(DateTimeOffset at, Viewer viewer)
    {
        var age = viewer.Now - at;
        return age.TotalSeconds switch
        {
            < -60 => At(at, viewer),
            < 45 => "just now",
            < 3570 => $"{Math.Max(1, (int)Math.Round(age.TotalMinutes))} min ago",
            < 86_400 => $"{(int)Math.Round(age.TotalHours)} h ago",
            < 7 * 86_400 => $"{(int)age.TotalDays} d ago",
            _ => Day(at, viewer),
        };
    }

    /// <summary>"14:20" today, "24 Nov, 14:20" on another day.</summary>
    public static string At(DateTimeOffset at, Viewer viewer)
    {
        var local = viewer.Local(at);
        return local.Date == viewer.Local(viewer.Now).Date ? Text(local, "HH:mm") : $"{Day(at, viewer)}, {Text(local, "HH:mm")}";
    }

    /// <summary>"24 Nov", with the year when it is another one.</summary>
    public static string Day(DateTimeOffset at, Viewer viewer)
    {
        var local = viewer.Local(at);
        return Text(local, local.Year == viewer.Local(viewer.Now).Year ? "d MMM" : "d MMM yyyy");
    }

    /// <summary>"24 November 2026, 14:20:05 (Asia/Singapore)".</summary>
    public static string Exact(DateTimeOffset at, Viewer viewer) =>
        $"{Text(viewer.Local(at), "d MMMM yyyy, HH:mm:ss")} ({viewer.Zone.Id})";

    /// <summary>"8 s", "3 min 20 s", "2 h 5 min".</summary>
    public static string Length(TimeSpan length) => length.TotalSeconds switch
    {
        < 1 => "under 1 s",
        < 60 => $"{(int)length.TotalSeconds} s",
        < 3600 => $"{(int)length.TotalMinutes} min {length.Seconds} s",
        _ => $"{(int)length.TotalHours} h {length.Minutes} min",
    };

    private static string Text(DateTimeOffset local, string format) => local.ToString(format, CultureInfo.InvariantCulture);
}
