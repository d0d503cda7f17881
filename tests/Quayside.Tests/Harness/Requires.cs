namespace Quayside.Tests.Harness;

/// <summary>What a test needs of the machine. Without it the test is skipped by name, or fails where CI=true promised everything.</summary>
internal static class Requires
{
    public static bool InCi => Environment.GetEnvironmentVariable("CI") == "true";

    public static bool IsLong => Environment.GetEnvironmentVariable("QUAYSIDE_LONG") == "1";

    public static void That(bool present, string reason)
    {
        if (present)
        {
            return;
        }

        if (InCi)
        {
            Assert.Fail($"{reason} With CI=true nothing may be missing.");
        }

        Assert.Skip(reason);
    }

    /// <summary>For tests that take minutes: only <c>./test --long</c> runs them.</summary>
    public static void Long() => Assert.SkipUnless(IsLong, "Takes long; ./test --long runs it.");
}
