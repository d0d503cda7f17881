using Quayside.Tests.Harness;

namespace Quayside.Tests.Ui;

public sealed class MarkupTests
{
    [Fact]
    public void No_page_puts_a_style_on_an_element_since_the_policy_would_not_let_it_through()
    {
        var pages = Repository.TrackedFiles().Where(name => name.StartsWith("src/", StringComparison.Ordinal) && name.EndsWith(".razor", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(pages);
        Assert.DoesNotContain(pages, page => File.ReadAllText(Repository.PathOf(page)).Contains(" style=", StringComparison.OrdinalIgnoreCase));
    }
}
