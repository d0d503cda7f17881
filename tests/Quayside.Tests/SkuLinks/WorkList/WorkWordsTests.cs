using Quayside.SkuLinks.WorkList;

namespace Quayside.Tests.SkuLinks.WorkList;

public sealed class WorkWordsTests
{
    [Theory]
    [InlineData(0.996, "99%")]
    [InlineData(1, "100%")]
    [InlineData(0.548, "54%")]
    [InlineData(0, "0%")]
    public void Only_what_is_certain_is_a_hundred_percent(double score, string shown) => Assert.Equal(shown, WorkWords.Percent((decimal)score));
}
