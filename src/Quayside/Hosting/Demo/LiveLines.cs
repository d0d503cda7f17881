using System.Text;

namespace Quayside.Hosting.Demo;

/// <summary>Lines at the end of a terminal that are written anew while they change. What is said meanwhile goes above them.</summary>
internal sealed class LiveLines(TextWriter terminal, Func<(int Width, int Height)> size)
{
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;

    private readonly Lock _gate = new();
    private IReadOnlyList<string> _lines = [];
    private int _drawn;

    /// <summary>Whether the terminal's letters include those that bars are drawn with.</summary>
    public bool DrawsBlocks { get; init; } = true;

    /// <summary>Takes over the terminal: from here on log lines go above the live lines.</summary>
    /// <returns>null where standard output is no terminal that can do it.</returns>
    public static LiveLines? OnTerminal()
    {
        if (Console.IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") == "dumb")
        {
            return null;
        }

        var lines = new LiveLines(Console.Out, () => (Console.WindowWidth, Console.WindowHeight))
        {
            DrawsBlocks = Console.OutputEncoding.WebName.StartsWith("utf", StringComparison.OrdinalIgnoreCase),
        };
        if (!Console.IsErrorRedirected)
        {
            Console.SetError(lines.Above(Console.Error));
        }

        return lines;
    }

    /// <summary>Writes these lines over the ones before. In a terminal that is too low the first ones are left out.</summary>
    public void Show(IReadOnlyList<string> lines)
    {
        lock (_gate)
        {
            _lines = lines;
            terminal.Write(Erased() + Drawn());
            terminal.Flush();
        }
    }

    /// <summary>Lets the lines stand as they are: what comes next is written below them.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            (_lines, _drawn) = ([], 0);
        }
    }

    /// <summary>A writer on the same terminal whose lines go above.</summary>
    public TextWriter Above(TextWriter other) => new AboveWriter(this, other);

    private void WriteAbove(string wholeLines, TextWriter other)
    {
        lock (_gate)
        {
            terminal.Write(Erased());
            terminal.Flush();
            other.Write(wholeLines);
            other.Flush();
            terminal.Write(Drawn());
            terminal.Flush();
        }
    }

    private string Erased()
    {
        var up = _drawn;
        _drawn = 0;
        return up == 0 ? "" : $"\e[{up}A\r\e[J";
    }

    private string Drawn()
    {
        var (width, height) = size();
        width = (width > 0 ? width : UsualWidth) - 1;
        height = (height > 0 ? height : UsualHeight) - 1;
        var text = new StringBuilder();
        foreach (var line in _lines.Skip(Math.Max(0, _lines.Count - height)))
        {
            // A line that wraps would be two, and the next erasing one short.
            text.Append(line.Length > width ? line[..width] : line).Append('\n');
            _drawn++;
        }

        return text.ToString();
    }

    private sealed class AboveWriter(LiveLines lines, TextWriter other) : TextWriter
    {
        private readonly StringBuilder _begun = new();

        public override Encoding Encoding => other.Encoding;

        public override void Write(char value) => Write([value], 0, 1);

        public override void Write(string? value) => Write((value ?? "").ToCharArray(), 0, value?.Length ?? 0);

        public override void Write(char[] buffer, int index, int count)
        {
            lock (_begun)
            {
                _begun.Append(buffer, index, count);
                var text = _begun.ToString();
                if (text.LastIndexOf('\n') is >= 0 and var end)
                {
                    _begun.Clear().Append(text, end + 1, text.Length - end - 1);
                    lines.WriteAbove(text[..(end + 1)], other);
                }
            }
        }
    }
}
