namespace Quayside.BrowserTests.Harness;

public sealed class BrowserTests(Browser browser)
{
    [Fact]
    public Task A_page_is_drawn_and_its_scripts_run() => browser.WalkAsync(async page =>
    {
        await page.GotoAsync("data:text/html,<h1>Harbour</h1><button onclick=\"document.title='pressed'\">Press</button>");

        await page.GetByRole(Microsoft.Playwright.AriaRole.Button).ClickAsync();

        Assert.Equal("Harbour", await page.GetByRole(Microsoft.Playwright.AriaRole.Heading).TextContentAsync());
        Assert.Equal("pressed", await page.TitleAsync());
    });

    [Fact]
    public async Task A_journey_that_fails_leaves_a_picture()
    {
        var picture = Path.Combine(Browser.Screenshots, "failed on purpose.png");
        File.Delete(picture);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            browser.WalkAsync(_ => throw new InvalidOperationException("on purpose"), name: "failed on purpose"));

        Assert.True(File.Exists(picture));
        File.Delete(picture);
    }

    [Fact]
    public async Task A_script_that_fails_on_the_page_fails_the_journey()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => browser.WalkAsync(
            async page =>
            {
                await page.GotoAsync("data:text/html,<script>throw new Error('on purpose')</script>");
            },
            name: "failed by its script"));
        File.Delete(Path.Combine(Browser.Screenshots, "failed by its script.png"));
    }
}
