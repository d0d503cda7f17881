using System.Text.RegularExpressions;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Ground;

public sealed partial class SourceTests
{
    private const int LongestFile = 400;

    private static readonly string[] Sources = [".cs", ".razor", ".css", ".js", ".mjs", ".sh", ".awk"];
    private static readonly string[] Texts = [.. Sources, ".md", ".json", ".props", ".csproj", ".slnx", ".txt", ".yml", ".http", ".sql", ""];

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var offenders = Tracked(Sources)
            .Where(name => !name.Contains("/Migrations/", StringComparison.Ordinal))
            .Select(name => (name, lines: File.ReadLines(Repository.PathOf(name)).Count()))
            .Where(file => file.lines > LongestFile)
            .Select(file => $"{file.name}: {file.lines}");

        Assert.Empty(offenders);
    }

    [Fact]
    public void Work_left_undone_names_its_issue() => Assert.Empty(LinesWith(UndoneWithoutIssue(), Sources));

    [Fact]
    public void No_file_names_a_package_registry_or_a_machine_it_was_built_on() => Assert.Empty(LinesWith(Places(), Texts));

    // "TODO(#12)" says where the rest is planned.
    [GeneratedRegex(@"\b(TOD[O]|FIXM[E]|HAC[K])\b(?!\(#\d+\))")]
    private static partial Regex UndoneWithoutIssue();

    [GeneratedRegex(@"registry\.npmjs|registry\.yarnpkg|api\.nuget\.org|deb\.debian\.org|(?<![\w.])/(root|work)/\w|(?<![\w.])/home/\w+/")]
    private static partial Regex Places();

    private static IEnumerable<string> LinesWith(Regex unwanted, string[] endings) =>
        from name in Tracked(endings)
        from line in File.ReadLines(Repository.PathOf(name)).Index()
        where unwanted.IsMatch(line.Item)
        select $"{name}:{line.Index + 1}: {line.Item.Trim()}";

    private static IEnumerable<string> Tracked(string[] endings) =>
        Repository.TrackedFiles().Where(name => endings.Contains(Path.GetExtension(name)));
}
