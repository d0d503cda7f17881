using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Quayside.Database;

/// <summary>Writes that look first whether a name, a number or an account is there already, and are alone on SQLite only.</summary>
internal static class WriteAgain
{
    /// <summary>Runs it, and once more where the database refused what it wrote: somebody wrote the same between its look and its writing, and
    /// now it is there to be found.</summary>
    /// <param name="write">In a transaction of its own, which is undone where it throws.</param>
    public static async Task<T> RunAsync<T>(Func<Task<T>> write)
    {
        try
        {
            return await write();
        }
        catch (Exception refused) when (refused is DbUpdateException or DbException)
        {
            return await write();
        }
    }
}
