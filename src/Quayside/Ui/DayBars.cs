namespace Quayside.Ui;

/// <summary>One day of a chart of days.</summary>
/// <param name="Note">What stands beside the count when one looks at the day, such as its turnover.</param>
/// <param name="Href">What the count counts.</param>
public sealed record DayBar(DateOnly Day, long Count, string? Note, string Href);

internal static class ChartScale
{
    /// <summary>The smallest of 1, 2, 5, 10, 20, 50 … that is not below: where an axis ends.</summary>
    public static long Top(long most)
    {
        for (long power = 1; ; power *= 10)
        {
            foreach (var step in (ReadOnlySpan<long>)[1, 2, 5])
            {
                if (step * power >= most)
                {
                    return step * power;
                }
            }
        }
    }
}
