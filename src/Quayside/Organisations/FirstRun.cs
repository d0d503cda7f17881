using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Quayside.Database;

namespace Quayside.Organisations;

/// <summary>Makes the first owner. Asks for a code that only the terminal printed: else whoever reaches the port first owns the place.</summary>
public sealed class FirstRun(Databases databases, CreateAccount create) : IDisposable
{
    private const int GuessesAllowed = 20;

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private string? _code;
    private int _guesses;

    /// <returns>The code to print; null when somebody has an account already.</returns>
    internal async Task<string?> BeginAsync(CancellationToken cancellation) =>
        _code = await IsOverAsync(cancellation) ? null : Passwords.NewCode();

    public async Task<bool> IsOverAsync(CancellationToken cancellation)
    {
        await using var db = databases.OpenForNobody();
        return await db.Users.AnyAsync(cancellation);
    }

    /// <returns>Refused: first_run.over, first_run.code, organisation.name, user.email, user.password.</returns>
    public async Task<Outcome<NewAccount>> RunAsync(
        string code, string organisation, string email, string password, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            if (await IsOverAsync(cancellation))
            {
                return new Refusal("first_run.over", "Somebody has an account here already. Sign in, or ask an owner for one.");
            }

            if (_guesses >= GuessesAllowed)
            {
                return new Refusal("first_run.code", "Too many wrong codes. Start Quayside again; it prints a new one.");
            }

            if (_code is null || !Same(code, _code))
            {
                _guesses++;
                return new Refusal("first_run.code", "This is not the code that Quayside printed when it was started. Look at its terminal.");
            }

            return await create.RunAsync(organisation, email, Role.Owner, password, email.Trim(), cancellation);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private static bool Same(string typed, string code) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(typed.Trim().ToUpperInvariant()), Encoding.UTF8.GetBytes(code));
}
