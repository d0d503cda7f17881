namespace Quayside.Ui;

/// <summary>The drawings that pages use, on a grid of 16.</summary>
public enum Sign
{
    Home,
    Stores,
    Catalogue,
    Inventory,
    Orders,
    Carriers,
    Organisation,
    Search,
    Check,
    Clock,
    Alert,
    Running,
    Dot,
    Close,
    Previous,
    Next,
    Down,
    Plus,
    Refresh,
    Link,
    Unlink,
    Key,
    SignOut,
    Info,
    Mark,
}

internal static class Signs
{
    /// <summary>Strokes of 1.5, round ends, no fill.</summary>
    public static string Path(Sign sign) => sign switch
    {
        Sign.Home => "M2.5 7 8 2.5 13.5 7v6.5h-4v-4h-3v4h-4z",
        Sign.Stores => "M2 6.5 3.2 2.5h9.6L14 6.5a2 2 0 0 1-4 0 2 2 0 0 1-4 0 2 2 0 0 1-4 0M3 8.5v5h10v-5M6.5 13.5v-3h3v3",
        Sign.Catalogue => "M8.3 2.5h5.2v5.2l-5.8 5.8-5.2-5.2zM10.9 5.1h.01",
        Sign.Inventory => "M2.5 5 8 2.5 13.5 5v6L8 13.5 2.5 11zM2.5 5 8 7.5 13.5 5M8 7.5v6M5.2 3.8l5.5 2.5",
        Sign.Orders => "M3.5 1.8v12.4l1.5-1 1.5 1 1.5-1 1.5 1 1.5-1 1.5 1V1.8l-1.5 1-1.5-1-1.5 1-1.5-1-1.5 1zM6 6.2h4M6 9.2h4",
        Sign.Carriers => "M1.5 3.5h8v7.5h-8zM9.5 6h2.8L14.5 8.5V11h-5M3 12.5a1.4 1.4 0 1 0 2.8 0 1.4 1.4 0 1 0-2.8 0M10.4 12.5a1.4 1.4 0 1 0 2.8 0 1.4 1.4 0 1 0-2.8 0",
        Sign.Organisation => "M5.5 7.5a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6M1.5 13.5c0-2.5 1.7-4 4-4s4 1.5 4 4M10.5 3.2a2.2 2.2 0 0 1 0 4.2M11.5 9.7c1.8.4 3 1.8 3 3.8",
        Sign.Search => "M7 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10M10.7 10.7 14 14",
        Sign.Check => "M3 8.5 6.5 12 13 4.5",
        Sign.Clock => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 4.8V8l2.2 1.6",
        Sign.Alert => "M8 2 1.5 13.5h13zM8 6.5v3.2M8 11.6h.01",
        Sign.Running => "M13.5 8A5.5 5.5 0 1 1 10.6 3.2M10.5 1v2.5H13",
        Sign.Dot => "M8 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5",
        Sign.Close => "m3.5 3.5 9 9M12.5 3.5l-9 9",
        Sign.Previous => "M10 3 5 8l5 5",
        Sign.Next => "m6 3 5 5-5 5",
        Sign.Down => "m3 6 5 5 5-5",
        Sign.Plus => "M8 3v10M3 8h10",
        Sign.Refresh => "M13.5 8A5.5 5.5 0 1 1 11.7 4M13.5 2v2.8h-2.8",
        Sign.Link => "M6.7 9.3a2.7 2.7 0 0 0 3.8 0l2.2-2.2a2.7 2.7 0 0 0-3.8-3.8l-.9.9M9.3 6.7a2.7 2.7 0 0 0-3.8 0L3.3 8.9a2.7 2.7 0 0 0 3.8 3.8l.9-.9",
        Sign.Unlink => "m9 4.2.9-.9a2.7 2.7 0 0 1 3.8 3.8l-1.5 1.5M7 11.8l-.9.9a2.7 2.7 0 0 1-3.8-3.8l1.5-1.5M2.5 2.5l11 11",
        Sign.Key => "M10.5 9a3.5 3.5 0 1 0-3.3-2.4L2 11.8V14h2.5v-1.8h1.8v-1.8l1.4-1.4M11.4 4.6h.01",
        Sign.SignOut => "M6.5 2.5h-4v11h4M10.5 5l3 3-3 3M13.5 8h-7",
        Sign.Info => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 7.5v3.2M8 5.2h.01",
        _ => "M2 10.5h12M4 10.5V5.5h3v5M9 10.5V5.5h3v5M2 13.2c1.2 0 1.2-.9 2.4-.9s1.2.9 2.4.9 1.2-.9 2.4-.9 1.2.9 2.4.9 1.2-.9 2.4-.9",
    };
}
