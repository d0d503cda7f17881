namespace Quayside.Hosting;

/// <summary>What the program was asked to do: command words, their options, and settings for the configuration.</summary>
/// <remarks>.NET's own reading of a command line takes a flag for a name and the argument behind it for its value. So words, flags
/// and options are taken off here, and the configuration sees "--Name=value" and nothing else.</remarks>
internal sealed record CommandLine(
    string Command, bool Demo, IReadOnlyDictionary<string, string> Options, IReadOnlyList<string> Settings)
{
    public const string Serve = "";
    public const string Sandbox = "sandbox";
    public const string Help = "--help";
    public const string Version = "--version";

    public static string Usage { get; } =
        """
        quayside                      serve
        quayside --demo               serve with a demo organisation and practice stores
        quayside migrate              bring the database up to date, and stop
        quayside user create --organisation X --email E [--role owner|manager|viewer]
                                      the password is read from standard input, or made up and printed
        quayside apikey create --organisation X --name N [--role viewer|manager|owner]
                                      prints the key and nothing else on standard output
        quayside match --masters A.csv --listings B.csv --out pred.csv [--sure pred-sure.csv]
                                      proposes which listing is which master; columns are found by their header
        quayside sandbox              only the practice marketplaces

        settings, also from the environment or appsettings.json:
          --DataDirectory=/full/path  --urls=http://127.0.0.1:5080  --ConnectionStrings:Quayside="Host=…"
          --Connections:AllowPrivateAddresses=true  --PublicAddress=https://oms.example
        """;

    // The options of each command. What begins with "--" and is in no list is a setting.
    private static readonly Dictionary<string, string[]> Commands = new(StringComparer.Ordinal)
    {
        [Serve] = [],
        ["migrate"] = [],
        ["user create"] = ["organisation", "email", "role"],
        ["apikey create"] = ["organisation", "name", "role"],
        ["match"] = ["masters", "listings", "out", "sure"],
    };

    // Roots of what ASP.NET Core and Quayside read. A mistyped name would silently be nothing.
    private static readonly string[] Known =
    [
        "AllowedHosts", "Connections", "ConnectionStrings", "DataDirectory", "Demo", "environment", "http_ports", "https_ports", "Kestrel",
        "Logging", "PublicAddress", "Sync", "urls",
    ];

    /// <exception cref="CannotStart">A word, option or setting that Quayside does not know.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var words = arguments.TakeWhile(a => !a.StartsWith('-')).ToList();
        var command = string.Join(' ', words);
        if (words is [Sandbox, ..])
        {
            return new CommandLine(Sandbox, false, new Dictionary<string, string>(), [.. arguments.Skip(1)]);
        }

        if (!Commands.TryGetValue(command, out var known))
        {
            throw new CannotStart($"There is no command \"{command}\".\n\n{Usage}");
        }

        return Read(command, known, [.. arguments.Skip(words.Count)]);
    }

    /// <exception cref="CannotStart">The option was not given.</exception>
    public string Option(string name) => Options.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value)
        ? value.Trim()
        : throw new CannotStart($"\"{Command}\" needs --{name}.\n\n{Usage}");

    private static CommandLine Read(string command, string[] known, string[] arguments)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var settings = new List<string>();
        var isDemo = false;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is Help or Version)
            {
                return new CommandLine(arguments[i], false, options, settings);
            }

            if (command == Serve && arguments[i] == "--demo")
            {
                isDemo = true;
                continue;
            }

            var (name, value) = Split(arguments, ref i);
            if (known.Contains(name))
            {
                options[name] = value;
            }
            else
            {
                settings.Add(Setting(name, value));
            }
        }

        return new CommandLine(command, isDemo, options, settings);
    }

    private static (string Name, string Value) Split(string[] arguments, ref int i)
    {
        var argument = arguments[i];
        if (!argument.StartsWith("--", StringComparison.Ordinal))
        {
            throw new CannotStart($"Quayside does not know what to do with \"{argument}\".\n\n{Usage}");
        }

        var at = argument.IndexOf('=', StringComparison.Ordinal);
        if (at > 0)
        {
            return (argument[2..at], argument[(at + 1)..]);
        }

        return ++i < arguments.Length && !arguments[i].StartsWith("--", StringComparison.Ordinal)
            ? (argument[2..], arguments[i])
            : throw new CannotStart($"\"{argument}\" needs a value: {argument}=value.\n\n{Usage}");
    }

    private static string Setting(string name, string value) =>
        Known.Contains(name.Split(':')[0], StringComparer.OrdinalIgnoreCase)
            ? $"--{name}={value}"
            : throw new CannotStart($"There is no setting \"{name}\".\n\n{Usage}");
}
