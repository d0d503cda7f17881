namespace Quayside.Ui;

/// <summary>What a colour means; it means nothing else.</summary>
public enum Tone
{
    None,

    /// <summary>Green.</summary>
    Done,

    /// <summary>Amber.</summary>
    Wait,

    /// <summary>Red: needs a person.</summary>
    Need,

    /// <summary>Blue.</summary>
    Run,
}

/// <summary>A state in a word, with its colour and its sign.</summary>
public sealed record Badge(string Word, Tone Tone)
{
    public string Css => Tone.ToString().ToLowerInvariant();

    public Sign Sign => Tone switch
    {
        Tone.Done => Sign.Check,
        Tone.Wait => Sign.Clock,
        Tone.Need => Sign.Alert,
        Tone.Run => Sign.Running,
        _ => Sign.Dot,
    };
}
