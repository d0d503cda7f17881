using Quayside.Benchmarks;

if (BenchOptions.Read(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

try
{
    Report.Machine();
    if (options.Has("matching"))
    {
        Matching.Run(options.Products);
    }

    foreach (var server in options.Servers)
    {
        if (options.Has("sync") || options.Has("memory"))
        {
            await InitialSync.RunAsync(options, server, withSmall: options.Has("memory"));
        }

        if (options.Has("slow"))
        {
            await SlowSource.RunAsync(options, server);
        }

        if (options.Has("small"))
        {
            await SmallShop.RunAsync(options, server);
        }

        if (options.Has("limits"))
        {
            await RateLimits.RunAsync(options, server);
        }
    }
}
finally
{
    Directory.Delete(options.Work, recursive: true);
}

return 0;
