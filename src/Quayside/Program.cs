using Quayside.Hosting;

try
{
    Globalisation.Require();
    var line = CommandLine.Parse(args);
    return line.Command switch
    {
        CommandLine.Serve => await Serve.RunAsync(line),
        "migrate" => await Commands.MigrateAsync(line),
        "user create" => await Commands.CreateUserAsync(line),
        "apikey create" => await Commands.CreateApiKeyAsync(line),
        "match" => Commands.Match(line),
        CommandLine.Sandbox => await Sandboxed.RunAsync(line),
        CommandLine.Help => Terminal.Print(CommandLine.Usage),
        CommandLine.Version => Terminal.Print(QuaysideApp.Version),
        _ => throw new CannotStart(CommandLine.Usage),
    };
}
catch (CannotStart reason)
{
    Terminal.Complain(reason.Message);
    return 1;
}
