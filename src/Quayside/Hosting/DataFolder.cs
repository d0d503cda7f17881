namespace Quayside.Hosting;

/// <summary>The data folder, held by one server at a time.</summary>
/// <remarks>The lock goes with the process, however it ends.</remarks>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _holderFile;

    private DataFolder(FileStream fileLock, string holderFile) => (_lock, _holderFile) = (fileLock, holderFile);

    /// <summary>Makes the folder and its keys, readable by nobody else.</summary>
    /// <exception cref="CannotStart">It cannot be made or written to.</exception>
    public static void Create(Settings settings)
    {
        try
        {
            foreach (var folder in (string[])[settings.DataDirectory, settings.KeysDirectory])
            {
                if (OperatingSystem.IsWindows())
                {
                    Directory.CreateDirectory(folder);
                }
                else if (!Directory.Exists(folder))
                {
                    Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }

                var probe = Path.Combine(folder, $".{Guid.NewGuid():N}");
                File.WriteAllBytes(probe, []);
                File.Delete(probe);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart(
                $"The data folder {settings.DataDirectory} cannot be written to ({failure.Message.TrimEnd('.')}). " +
                "Give yourself the right to it, or name another with --DataDirectory=/full/path.");
        }
    }

    /// <exception cref="CannotStart">Another Quayside has it; the message says which.</exception>
    public static DataFolder Lock(Settings settings) => TryLock(settings) ?? throw new CannotStart(
        $"The data folder {settings.DataDirectory} is in use by another Quayside ({Holder(settings)}). " +
        "Stop that one, or name another folder with --DataDirectory=/full/path.");

    /// <returns>null when another Quayside has it.</returns>
    public static DataFolder? TryLock(Settings settings)
    {
        FileStream fileLock;
        try
        {
            fileLock = new FileStream(
                Path.Combine(settings.DataDirectory, "quayside.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }

        File.WriteAllText(HolderFile(settings), $"process {Environment.ProcessId}");
        return new DataFolder(fileLock, HolderFile(settings));
    }

    public void Dispose()
    {
        File.Delete(_holderFile);
        _lock.Dispose();
    }

    private static string Holder(Settings settings)
    {
        try
        {
            return File.ReadAllText(HolderFile(settings));
        }
        catch (IOException)
        {
            return "which does not say its number";
        }
    }

    // A file of its own: the locked one cannot be read by others everywhere.
    private static string HolderFile(Settings settings) => Path.Combine(settings.DataDirectory, "quayside.pid");
}
