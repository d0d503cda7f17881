using Quayside.Ui;

namespace Quayside.Tests.Ui;

public sealed class PaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 26, 6, 0, 0, TimeSpan.Zero);

    private readonly Pace _pace = new();

    [Fact]
    public void One_reading_tells_no_pace()
    {
        _pace.Read(Start, 100);

        Assert.Null(_pace.PerSecond);
        Assert.Null(_pace.Left(of: 1000));
    }

    [Fact]
    public void What_came_between_two_readings_is_the_pace_and_tells_what_is_left()
    {
        _pace.Read(Start, 100);
        _pace.Read(Start.AddSeconds(2), 300);

        Assert.Equal(100, _pace.PerSecond);
        Assert.Equal(TimeSpan.FromSeconds(7), _pace.Left(of: 1000));
    }

    [Fact]
    public void Readings_older_than_the_window_do_not_count()
    {
        _pace.Read(Start, 0);
        _pace.Read(Start.AddSeconds(10), 10_000);
        _pace.Read(Start.AddSeconds(20), 10_010);
        _pace.Read(Start.AddSeconds(24), 10_014);

        Assert.Equal(1, _pace.PerSecond);
    }

    [Fact]
    public void Nothing_is_promised_where_nothing_moves_or_the_end_is_not_known()
    {
        _pace.Read(Start, 100);
        _pace.Read(Start.AddSeconds(5), 100);
        Assert.Null(_pace.Left(of: 1000));

        _pace.Read(Start.AddSeconds(6), 200);
        Assert.Null(_pace.Left(of: null));
    }

    [Fact]
    public void A_smaller_figure_begins_anew()
    {
        _pace.Read(Start, 5000);
        _pace.Read(Start.AddSeconds(1), 10);

        Assert.Null(_pace.PerSecond);
    }

    [Fact]
    public void More_than_was_announced_leaves_nothing()
    {
        _pace.Read(Start, 0);
        _pace.Read(Start.AddSeconds(1), 120);

        Assert.Equal(TimeSpan.Zero, _pace.Left(of: 100));
    }
}
