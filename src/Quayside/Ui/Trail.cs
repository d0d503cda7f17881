namespace Quayside.Ui;

/// <summary>For each page of a list the address of the page before it, as this circuit walked. Paging by key knows only onwards.</summary>
public sealed class Trail
{
    private const int Remembered = 500;
    private readonly Dictionary<string, string> _before = [];

    public string? Before(string address) => _before.GetValueOrDefault(address);

    public void Note(string address, string before)
    {
        if (_before.Count >= Remembered)
        {
            _before.Clear();
        }

        _before[address] = before;
    }
}
