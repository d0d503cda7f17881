using Microsoft.Extensions.Time.Testing;
using Quayside.Ui;

namespace Quayside.Tests.Ui;

public sealed class TimesTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 6, 20, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly Viewer _viewer;

    public TimesTests()
    {
        _viewer = new Viewer(_clock);
        _viewer.Enters("Harbour", "Asia/Singapore");
    }

    public void Dispose() => _viewer.Dispose();

    [Theory]
    [InlineData(10, "just now")]
    [InlineData(60, "1 min ago")]
    [InlineData(3 * 60, "3 min ago")]
    [InlineData(5 * 3600, "5 h ago")]
    [InlineData(2 * 86400, "2 d ago")]
    [InlineData(10 * 86400, "16 Nov")]
    [InlineData(400 * 86400, "22 Oct 2025")]
    public void The_past_is_told_by_how_long_ago_it_was(int seconds, string text) =>
        Assert.Equal(text, Times.Ago(Now.AddSeconds(-seconds), _viewer));

    [Fact]
    public void The_clock_is_the_viewers()
    {
        Assert.Equal("14:20", Times.At(Now, _viewer));
        Assert.Equal("27 Nov, 00:05", Times.At(Now.AddHours(9).AddMinutes(45), _viewer));
        Assert.Equal("26 November 2026, 14:20:00 (Asia/Singapore)", Times.Exact(Now, _viewer));
    }

    [Fact]
    public void An_unknown_zone_leaves_the_one_there_was()
    {
        _viewer.Enters("Harbour", "Nowhere/At_all");

        Assert.Equal("Asia/Singapore", _viewer.Zone.Id);
    }

    [Fact]
    public void A_day_begins_where_the_viewer_lives()
    {
        Assert.Equal(
            new DateTimeOffset(2026, 11, 25, 16, 0, 0, TimeSpan.Zero), _viewer.StartOf(new DateOnly(2026, 11, 26)).ToUniversalTime());

        // In Beirut the clocks of 29 March 2026 jump from midnight to one.
        _viewer.Enters("Harbour", "Asia/Beirut");
        Assert.Equal(
            new DateTimeOffset(2026, 3, 28, 22, 0, 0, TimeSpan.Zero), _viewer.StartOf(new DateOnly(2026, 3, 29)).ToUniversalTime());
    }

    [Theory]
    [InlineData(0.4, "under 1 s")]
    [InlineData(8, "8 s")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(7500, "2 h 5 min")]
    public void A_length_is_told_in_two_units_at_most(double seconds, string text) =>
        Assert.Equal(text, Times.Length(TimeSpan.FromSeconds(seconds)));
}
