namespace Quayside.Hosting;

/// <summary>What a person at the terminal reads. Logs go elsewhere.</summary>
internal static class Terminal
{
    public static void Say(string line) => Console.Out.WriteLine(line);

    public static int Print(string text)
    {
        Say(text);
        return 0;
    }

    public static void Complain(string line) => Console.Error.WriteLine(line);
}
