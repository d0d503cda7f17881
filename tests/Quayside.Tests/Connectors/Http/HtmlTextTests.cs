using Quayside.Connectors.Http;

namespace Quayside.Tests.Connectors.Http;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("Tea &amp; Coffee", "Tea & Coffee")]
    [InlineData("Ünïcödé – 日本語 “quotes” &amp; <b>html</b> 🎉", "Ünïcödé – 日本語 “quotes” & html 🎉")]
    [InlineData("&amp;lt;b&amp;gt;", "&lt;b&gt;")]
    [InlineData("Size &lt; M", "Size < M")]
    [InlineData("Write &lt;b&gt; for bold", "Write <b> for bold")]
    [InlineData("2 < 3 and 4 > 1", "2 < 3 and 4 > 1")]
    [InlineData("a<br/>b", "ab")]
    [InlineData("<script>alert('x')</script>Mug", "Mug")]
    [InlineData("Mug<!-- secret -->", "Mug")]
    [InlineData("An unclosed <b", "An unclosed <b")]
    [InlineData("  Mug\n with handle ", "Mug  with handle")]
    [InlineData("20&quot; &#8211; 1&euro; &hellip;", "20\" – 1€ …")]
    [InlineData("<img src=x onerror=alert(1)>", null)]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void A_title_is_decoded_text_without_markup(string? html, string? expected) => Assert.Equal(expected, HtmlText.Line(html));

    [Theory]
    [InlineData("<p>One.</p>\n<p>Two.</p>\n", "One.\n\nTwo.")]
    [InlineData("<ul><li>a</li><li>b</li></ul>", "a\n\nb")]
    [InlineData("<!-- wp:paragraph --><p>Text</p><!-- /wp:paragraph -->", "Text")]
    [InlineData("<style>p { color: red }</style><p>Text</p>", "Text")]
    [InlineData("<p></p>", null)]
    public void A_description_keeps_its_paragraphs(string html, string? expected) => Assert.Equal(expected, HtmlText.Paragraphs(html));
}
