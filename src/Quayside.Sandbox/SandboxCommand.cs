using System.Globalization;

namespace Quayside.Sandbox;

/// <summary>The "sandbox" command: practice marketplaces alone, until they are told to stop.</summary>
public static class SandboxCommand
{
    private static readonly (string Key, string Name)[] Names =
        [("harbour", "Harbour Supplies"), ("lighthouse", "Lighthouse Living"), ("slipway", "Slipway Store"), ("capstan", "Capstan Goods"), ("anchor", "Anchor Outlet")];

    public const string Help = """
        quayside sandbox [--channel woocommerce] [--shops 1] [--listings 250] [--variations N] [--orders 120] [--seed 1] [--port 0] [--latency-ms 0] [--concurrency N] [--calls-per-second N] [--tidy]
          --channel      woocommerce, shopee, lazada or tiktokshop
          --variations   exactly this many in each shop; without it each variable product has a few
          --port         of the first shop; the next shops take the ports after it. 0 takes free ones
          --concurrency  requests above this many at a time get 429
          --calls-per-second  calls above this many in a second are refused; for marketplaces with a rate
          --tidy         data without the mess sellers make
        """;

    /// <returns>0 after it was cancelled; 2 when the arguments make no sense or a port is taken.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellation)
    {
        if (Read(args) is not { } shops)
        {
            await output.WriteLineAsync(Help.AsMemory(), CancellationToken.None);
            return 2;
        }

        try
        {
            await using var host = await SandboxHost.StartAsync(shops, cancellation);
            await output.WriteLineAsync(Announcement(host).AsMemory(), CancellationToken.None);
            await output.FlushAsync(CancellationToken.None);
            await UntilCancelledAsync(cancellation);
            return 0;
        }
        catch (IOException problem)
        {
            await output.WriteLineAsync($"A practice shop could not start: {problem.Message} Choose another --port.".AsMemory(), CancellationToken.None);
            return 2;
        }
    }

    private static List<ShopOptions>? Read(string[] args)
    {
        var numbers = new Dictionary<string, int>();
        var tidy = false;
        var channel = "woocommerce";
        for (var index = 0; index < args.Length; index++)
        {
            var (name, value) = args[index].Split('=', 2) is [var left, var right] ? (left, right) : (args[index], null);
            if (name == "--tidy" && value is null)
            {
                tidy = true;
                continue;
            }

            value ??= ++index < args.Length ? args[index] : null;
            if (name == "--channel" && value is "woocommerce" or "shopee" or "lazada" or "tiktokshop")
            {
                channel = value!;
                continue;
            }

            if (name is not ("--shops" or "--listings" or "--variations" or "--orders" or "--seed" or "--port" or "--latency-ms" or "--concurrency" or "--calls-per-second")
                || !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            numbers[name] = number;
        }

        var count = numbers.GetValueOrDefault("--shops", 1);
        return count < 1 || count > Names.Length ? null : [.. Enumerable.Range(0, count).Select(shop => Shop(shop, channel, numbers, tidy))];
    }

    private static ShopOptions Shop(int index, string channel, Dictionary<string, int> numbers, bool tidy)
    {
        var seed = numbers.GetValueOrDefault("--seed", 1);
        var port = numbers.GetValueOrDefault("--port", 0);
        return new ShopOptions
        {
            Key = Names[index].Key,
            Name = Names[index].Name,
            Channel = channel,
            Currency = channel == "woocommerce" ? "EUR" : "SGD",
            Listings = numbers.GetValueOrDefault("--listings", 250),
            Variations = numbers.TryGetValue("--variations", out var variations) ? variations : null,
            Orders = numbers.GetValueOrDefault("--orders", 120),
            Seed = seed + index,
            SharesGoodsWithSeed = index > 0 ? seed : null,
            Port = port == 0 ? 0 : port + index,
            Messy = !tidy,
            Latency = TimeSpan.FromMilliseconds(numbers.GetValueOrDefault("--latency-ms", 0)),
            MaxConcurrentRequests = numbers.TryGetValue("--concurrency", out var most) ? most : null,
            CallsPerSecond = numbers.TryGetValue("--calls-per-second", out var rate) ? rate : null,
            PageCacheMegabytes = 1024,
        };
    }

    private static string Announcement(SandboxHost host) => string.Join(Environment.NewLine, host.Shops.SelectMany(shop => (string[])
    [
        $"{shop.Options.Name} ({shop.Options.Channel}, seed {shop.Options.Seed}, {shop.Data.Products.Count} listings, {shop.Data.Orders.Count} orders)",
        $"  address          {shop.Address.GetLeftPart(UriPartial.Authority)}",
        .. shop.Settings.Where(setting => setting.Key != "url").Select(setting => $"  {Spoken(setting.Key),-15}  {setting.Value}"),
        $"  control          {shop.Address.GetLeftPart(UriPartial.Authority)}/_sandbox/state (PUT faults, PUT shop, GET calls, POST reset)",
    ]));

    // "consumerKey" as people say it.
    private static string Spoken(string key) =>
        string.Concat(key.Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));

    private static async Task UntilCancelledAsync(CancellationToken cancellation)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellation.Register(cancelled.SetResult);
        await cancelled.Task;
    }
}
