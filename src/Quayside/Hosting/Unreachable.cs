using Microsoft.Data.Sqlite;
using Npgsql;

namespace Quayside.Hosting;

/// <summary>Why a database cannot be used, in a sentence that says what to do.</summary>
internal static class Unreachable
{
    private const int SqliteNotADatabase = 26;

    /// <returns>null when the failure is no such thing.</returns>
    public static string? Says(Exception failure, Settings settings) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } missing =>
            $"PostgreSQL has no such database ({missing.MessageText}). Create it, or correct ConnectionStrings:Quayside.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "PostgreSQL refuses the user or the password. Correct ConnectionStrings:Quayside.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused =>
            $"The PostgreSQL user may not do that ({refused.MessageText}). It must own its database.",
        NpgsqlException when failure is not PostgresException =>
            $"PostgreSQL cannot be reached ({failure.Message.TrimEnd('.')}). Start it, or correct ConnectionStrings:Quayside.",
        SqliteException { SqliteErrorCode: SqliteNotADatabase } =>
            $"{settings.SqliteFile} is no Quayside database. Move it away, or restore a copy from {settings.BackupsDirectory}.",
        SqliteException sqlite =>
            $"{settings.SqliteFile} cannot be opened ({sqlite.Message.TrimEnd('.')}). Look at its rights and at the free space.",
        ArgumentException when settings.Postgres is not null =>
            "ConnectionStrings:Quayside cannot be read. Write it as \"Host=localhost;Database=quayside;Username=quayside;Password=…\".",
        _ => failure.InnerException is { } inner ? Says(inner, settings) : null,
    };
}
