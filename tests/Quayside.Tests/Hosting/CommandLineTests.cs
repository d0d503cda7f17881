using Quayside.Hosting;

namespace Quayside.Tests.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void A_flag_takes_no_setting_for_its_value()
    {
        var line = CommandLine.Parse(["--demo", "--DataDirectory=/somewhere"]);

        Assert.True(line.Demo);
        Assert.Equal(["--DataDirectory=/somewhere"], line.Settings);
        Assert.Equal(CommandLine.Serve, line.Command);
    }

    [Theory]
    [InlineData("--DataDirectory", "/a b")]
    [InlineData("--DataDirectory=/a b")]
    public void A_setting_may_stand_apart_from_its_value(params string[] arguments) =>
        Assert.Equal(["--DataDirectory=/a b"], CommandLine.Parse(arguments).Settings);

    [Fact]
    public void Options_of_a_command_are_not_settings()
    {
        var line = CommandLine.Parse(["user", "create", "--organisation", "Harbour & Sons", "--Logging:LogLevel:Default=Debug", "--email=a=b@example.test"]);

        Assert.Equal("user create", line.Command);
        Assert.Equal(("Harbour & Sons", "a=b@example.test"), (line.Option("organisation"), line.Option("email")));
        Assert.Equal(["--Logging:LogLevel:Default=Debug"], line.Settings);
    }

    [Theory]
    [InlineData("There is no command", "serve")]
    [InlineData("There is no setting", "--DataDirectry=/x")]
    [InlineData("needs a value", "--DataDirectory")]
    [InlineData("needs a value", "apikey", "create", "--name", "--role")]
    [InlineData("does not know what to do with", "--demo", "now")]
    [InlineData("needs --email", "user", "create", "--organisation", "x")]
    public void What_is_not_understood_is_refused_with_the_usage(string why, params string[] arguments)
    {
        var refused = Assert.Throws<CannotStart>(() => CommandLine.Parse(arguments).Option("email"));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Contains("quayside apikey create", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_follows_the_sandbox_is_the_sandboxs() =>
        Assert.Equal(["--shops", "2", "--tidy"], CommandLine.Parse(["sandbox", "--shops", "2", "--tidy"]).Settings);
}
