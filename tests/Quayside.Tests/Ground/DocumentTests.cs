using System.Text.RegularExpressions;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Ground;

public sealed partial class DocumentTests
{
    [Fact]
    public void Every_command_in_the_documents_names_something_that_exists()
    {
        var broken =
            from document in Documents()
            from match in Programs().Matches(ReadAll(document))
            let path = match.Groups["script"].Success ? match.Groups["script"].Value : match.Groups["project"].Value
            where !Path.Exists(Repository.PathOf(path))
            select $"{document}: {match.Value}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_link_inside_the_repository_leads_somewhere()
    {
        var broken =
            from document in Documents()
            from match in Links().Matches(ReadAll(document))
            let target = match.Groups["target"].Value
            where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
            where !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(document)!, target))
            select $"{document}: {target}";

        Assert.Empty(broken);
    }

    [Fact]
    public void The_scripts_are_executable_in_a_fresh_clone()
    {
        var modes = Repository.Git("ls-files", "--stage", "test", ".ci/run");

        Assert.Equal(["100755", "100755"], modes.Select(line => line.Split(' ')[0]));
    }

    private static IEnumerable<string> Documents() =>
        Repository.TrackedFiles().Where(name => name.EndsWith(".md", StringComparison.Ordinal));

    private static string ReadAll(string document) => File.ReadAllText(Repository.PathOf(document));

    [GeneratedRegex(@"(?<=^\s*|`)(\./(?<script>[\w./-]+)|dotnet (run|build|test)\b[^\n`]*?--project (?<project>\S+))", RegexOptions.Multiline)]
    private static partial Regex Programs();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Links();
}
