using System.Reflection;
using System.Xml.Linq;
using Quayside.Tests.Harness;

namespace Quayside.Tests.Ground;

public sealed class WallTests
{
    [Fact]
    public void Connectors_use_the_framework_and_nothing_else()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

        var others = References("Quayside.Connectors").Where(name => !File.Exists(Path.Combine(framework, $"{name}.dll")));

        Assert.Empty(others);
    }

    [Fact]
    public void The_connectors_project_names_no_project_package_or_other_framework()
    {
        var project = XDocument.Load(Repository.PathOf("src/Quayside.Connectors/Quayside.Connectors.csproj"));

        Assert.DoesNotContain(
            project.Descendants(),
            element => element.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference");
    }

    [Fact]
    public void The_sandbox_shares_no_code_with_connectors_or_application()
    {
        var project = XDocument.Load(Repository.PathOf("src/Quayside.Sandbox/Quayside.Sandbox.csproj"));

        Assert.DoesNotContain(References("Quayside.Sandbox"), name => name.StartsWith("Quayside", StringComparison.Ordinal));
        Assert.DoesNotContain(project.Descendants(), element => element.Name.LocalName is "ProjectReference" or "Compile");
    }

    private static IEnumerable<string> References(string assembly) =>
        Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name!);
}
