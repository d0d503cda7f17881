namespace Quayside.Hosting;

/// <summary>The program cannot do what it was started for. The message is one sentence or two that say what to do, printed as it is.</summary>
internal sealed class CannotStart(string message) : Exception(message);
