using System.Text.RegularExpressions;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Ground;

/// <summary>In the order that "dotnet format" gives them. To ask that program itself, <c>./test</c> would have to load the whole solution
/// into it: two minutes for this one question.</summary>
public sealed partial class UsingsTests
{
    private const string Static = "static ";

    [Fact]
    public void Namespaces_are_named_in_order_and_those_of_the_system_first()
    {
        var files = Repository.TrackedFiles().Where(name => name.EndsWith(".cs", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);

        Assert.DoesNotContain(files, name => !name.Contains("/Migrations/", StringComparison.Ordinal) && !IsInOrder(File.ReadLines(Repository.PathOf(name))));
    }

    [Theory]
    [InlineData(true, "System", "System.Text", "Azure", "Quayside", "Quayside.Stores", "static System.Math", "static Azure.Core", "App = Quayside.App")]
    [InlineData(false, "Quayside.Stores", "", "Azure")]
    [InlineData(false, "Azure", "System")]
    [InlineData(false, "Quayside.Stores", "Quayside.Orders")]
    [InlineData(false, "Quayside.Stores", "Quayside")]
    [InlineData(false, "static System.Math", "Quayside")]
    [InlineData(false, "App = Quayside.App", "static System.Math")]
    [InlineData(true, "Quayside.Ui", "QuaysideX")]
    public void What_is_out_of_order_is_found(bool isInOrder, params string[] names) =>
        Assert.Equal(isInOrder, IsInOrder(names.Select(name => name.Length == 0 ? "" : $"using {name};")));

    private static bool IsInOrder(IEnumerable<string> lines)
    {
        (int Kind, string[] Name)? before = null;
        foreach (var line in lines)
        {
            if (Using().Match(line) is { Success: true } match)
            {
                var now = Key(match.Groups["what"].Value);
                if (before is { } earlier && Compare(earlier, now) > 0)
                {
                    return false;
                }

                before = now;
            }
        }

        return true;
    }

    private static (int Kind, string[] Name) Key(string what) =>
        what.Contains('=', StringComparison.Ordinal) ? (4, [what.Split('=')[0].Trim()])
        : what.StartsWith(Static, StringComparison.Ordinal) ? (2 + Kind(what[Static.Length..]), what[Static.Length..].Split('.'))
        : (Kind(what), what.Split('.'));

    private static int Kind(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal) ? 0 : 1;

    private static int Compare((int Kind, string[] Name) one, (int Kind, string[] Name) other)
    {
        if (one.Kind != other.Kind)
        {
            return one.Kind - other.Kind;
        }

        var differs = one.Name.Zip(other.Name, StringComparer.OrdinalIgnoreCase.Compare).FirstOrDefault(d => d != 0);
        return differs != 0 ? differs : one.Name.Length - other.Name.Length;
    }

    [GeneratedRegex(@"\A(global )?using (?<what>[\w.]+|static [\w.<>]+|\w+ = [^;]+);")]
    private static partial Regex Using();
}
