using Quayside.Tests.Stores.Authorisations;
using Xunit.Runner.InProc.SystemConsole;

// The tests, and the other process of those that need two.
return args is [RenewingChild.Word]
    ? await RenewingChild.RunAsync(Console.In, Console.Out)
    : await ConsoleRunner.Run(args);
