using System.Text.RegularExpressions;
using Quayside.Hosting;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Hosting;

public sealed partial class ProblemTests
{
    [Fact]
    public void Every_code_that_the_sources_refuse_with_has_its_status()
    {
        var codes =
            from name in Repository.TrackedFiles()
            where name.StartsWith("src/Quayside/", StringComparison.Ordinal) && name.EndsWith(".cs", StringComparison.Ordinal)
            from match in Codes().Matches(File.ReadAllText(Repository.PathOf(name)))
            select match.Groups[1].Value;

        Assert.DoesNotContain(codes, code => !Problems.Codes.ContainsKey(code));
        Assert.NotEmpty(codes);
    }

    [GeneratedRegex("""(?:Refusal\(|new\()\s*"([a-z_]+\.[a-z_]+)",""")]
    private static partial Regex Codes();
}
