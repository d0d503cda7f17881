using Quayside.SkuLinks.WorkList;

namespace Quayside.Tests.SkuLinks.WorkList;

public sealed class WordDifferenceTests
{
    [Theory]
    [InlineData("Kelp Stackable Felt Socks – 3 pairs", "Kelp Stackable Aluminium Socks – 3 pairs", "Felt")]
    [InlineData("Canvas Hose", "canvas hose – Navy, S", "")]
    [InlineData("Navy, S", "Hoodie – navy / L", "S")]
    [InlineData("“Desk Lamp” 🎉", "Desk lamp", "")]
    [InlineData("", "Desk lamp", "")]
    public void Words_that_the_other_does_not_have_stand_out(string text, string other, string expected)
    {
        var words = WordDifference.Of(text, other);

        Assert.Equal(text, string.Join(' ', words.Select(w => w.Word)));
        Assert.Equal(expected, string.Join(' ', words.Where(w => w.Differs).Select(w => w.Word.Trim(','))));
    }
}
