using System.Text;
using Quayside.Hosting.Demo;

namespace Quayside.Tests.Hosting.Demo;

public sealed class LiveLinesTests : IDisposable
{
    private readonly Screen _screen = new();

    public void Dispose() => _screen.Dispose();

    [Fact]
    public void Lines_are_written_over_the_ones_before()
    {
        var live = Live(80, 24);

        live.Show(["Harbour 1 of 3", "Lighthouse 1 of 2"]);
        live.Show(["Harbour 3 of 3", "Lighthouse 2 of 2", "All in"]);

        Assert.Equal(["Harbour 3 of 3", "Lighthouse 2 of 2", "All in"], _screen.Lines);
    }

    [Fact]
    public void What_is_logged_meanwhile_stands_above_and_tears_nothing()
    {
        var live = Live(80, 24);
        using var log = live.Above(_screen);

        live.Show(["Harbour 1 of 3", "Lighthouse 1 of 2"]);
        log.Write("warn: the shop ");
        live.Show(["Harbour 2 of 3", "Lighthouse 1 of 2"]);
        log.Write("is slow\n");
        live.Show(["Harbour 3 of 3"]);

        Assert.Equal(["warn: the shop is slow", "Harbour 3 of 3"], _screen.Lines);
    }

    [Fact]
    public void What_is_said_afterwards_stands_below()
    {
        var live = Live(80, 24);

        live.Show(["Harbour 3 of 3"]);
        live.Leave();
        _screen.Write("Done\n");
        live.Show(["Next"]);

        Assert.Equal(["Harbour 3 of 3", "Done", "Next"], _screen.Lines);
    }

    [Fact]
    public void A_small_terminal_gets_what_fits()
    {
        var live = Live(10, 3);

        live.Show(["first", "second", "a line that is too long"]);
        live.Show(["first", "second", "a line that is too long"]);

        Assert.Equal(["second", "a line th"], _screen.Lines);
    }

    private LiveLines Live(int width, int height) => new(_screen, () => (width, height));

    /// <summary>The few things of a terminal that live lines use.</summary>
    private sealed class Screen : StringWriter
    {
        private readonly List<StringBuilder> _rows = [new()];
        private int _row;
        private int _column;

        public IEnumerable<string> Lines => _rows.Select(r => r.ToString()).Where(r => r.Length > 0);

        public override void Write(string? value)
        {
            var text = value ?? "";
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] == '\e')
                {
                    var end = text.IndexOfAny(['A', 'J'], i);
                    Obey(text[(i + 2)..end], text[end]);
                    i = end;
                }
                else
                {
                    Put(text[i]);
                }
            }
        }

        private void Obey(string number, char what)
        {
            if (what == 'A')
            {
                _row = Math.Max(0, _row - int.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
                return;
            }

            _rows.RemoveRange(_row + 1, _rows.Count - _row - 1);
            _rows[_row].Length = Math.Min(_rows[_row].Length, _column);
        }

        private void Put(char letter)
        {
            switch (letter)
            {
                case '\r':
                    _column = 0;
                    break;
                case '\n':
                    (_row, _column) = (_row + 1, 0);
                    if (_row == _rows.Count)
                    {
                        _rows.Add(new());
                    }

                    break;
                default:
                    _rows[_row].Length = Math.Max(_rows[_row].Length, _column + 1);
                    _rows[_row][_column++] = letter;
                    break;
            }
        }
    }
}
