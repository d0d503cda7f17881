using System.Diagnostics;

namespace Quayside.Tests.Harness;

/// <summary>The folder of the sources that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>What git tracks, as paths from the root with forward slashes.</summary>
    public static IReadOnlyList<string> TrackedFiles()
    {
        var names = Git("ls-files");
        Assert.NotEmpty(names);
        return [.. names.Where(name => File.Exists(PathOf(name)))];
    }

    /// <summary>Asks git about this repository; skips the test where the sources are not a clone.</summary>
    /// <returns>The lines of its answer, names as they are.</returns>
    public static string[] Git(params string[] arguments)
    {
        Requires.That(Path.Exists(Path.Combine(Root, ".git")), "The sources are not a git clone.");
        var start = new ProcessStartInfo("git", ["-c", "core.quotePath=false", .. arguments])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var lines = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return lines;
    }

    public static string PathOf(string name) => Path.Combine(Root, name);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Quayside.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Quayside.slnx above {AppContext.BaseDirectory}.");
    }
}
