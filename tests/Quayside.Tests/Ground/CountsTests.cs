using System.Diagnostics;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Ground;

/// <summary>The closing line of <c>./test</c> is only as true as the script that reads the runner's reports.</summary>
public sealed class CountsTests
{
    private const string Report = """
        <?xml version="1.0" encoding="utf-8"?><assemblies><assembly name="a &quot;passed=&quot;" errors="1" failed="2" passed="30" skipped="2">
        <collection name="one" failed="2" passed="7" skipped="9">
        <test name="Left_out(text: &quot;&lt;b&gt;&quot;)" result="Skip"><reason><![CDATA[no <b> here & now]]></reason></test>
        <test name="Wrong" result="Fail"><failure><message><![CDATA[<reason>no reason</reason> <assembly passed="900"]]></message></failure></test>
        <test name="Broken" result="Fail"><failure><message><![CDATA[  Assert.Equal() Failure
        Expected: 1]]></message><stack-trace>at Broken()</stack-trace></failure></test>
        <test name="Right" result="Pass" /><test name="Not_today" result="Skip"><reason>tired</reason></test>
        </collection></assembly><assembly errors="0" failed="0" passed="4" skipped="0"></assembly></assemblies>
        """;

    [Fact]
    public async Task Errors_count_as_failed_and_all_assemblies_are_summed() =>
        Assert.Equal("34 3 2", await ReadAsync());

    [Fact]
    public async Task Skipped_tests_are_named_with_their_reason() =>
        Assert.Equal(
            "  skipped: Left_out(text: \"<b>\"): no <b> here & now\n  skipped: Not_today: tired", await ReadAsync("-v", "want=skips"));

    [Fact]
    public async Task Failed_tests_are_named_with_the_first_line_of_their_message() =>
        Assert.Equal(
            "Wrong: <reason>no reason</reason> <assembly passed=\"900\"\nBroken: Assert.Equal() Failure", await ReadAsync("-v", "want=fails"));

    private static async Task<string> ReadAsync(params string[] options)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "awk is not part of this system.");
        var start = new ProcessStartInfo("awk", [.. options, "-f", Repository.PathOf("tests/run/counts.awk")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var awk = Process.Start(start)!;
        await awk.StandardInput.WriteAsync(Report);
        awk.StandardInput.Close();
        var answer = await awk.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await awk.WaitForExitAsync(TestContext.Current.CancellationToken);
        return answer.TrimEnd();
    }
}
