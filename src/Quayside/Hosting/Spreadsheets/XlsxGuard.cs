using System.IO.Compression;

namespace Quayside.Hosting.Spreadsheets;

/// <summary>Looks through an XLSX file before it is parsed: how many files are inside and how large they truly are.</summary>
internal static class XlsxGuard
{
    private const int Chunk = 64 * 1024;

    public static bool IsZip(Stream file)
    {
        file.Position = 0;
        var isZip = file.ReadByte() == 'P' && file.ReadByte() == 'K';
        file.Position = 0;
        return isZip;
    }

    /// <exception cref="UnreadableSheetException">No ZIP, or over a limit.</exception>
    public static void Check(Stream file, SheetLimits limits)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > limits.Entries)
            {
                throw TooLarge();
            }

            // What an entry says of its size is its sender's word: it is unpacked and counted.
            var left = limits.Unpacked;
            foreach (var entry in zip.Entries)
            {
                left -= Count(entry, left);
            }
        }
        catch (InvalidDataException broken)
        {
            throw new UnreadableSheetException("The file is damaged. Save it again as XLSX or CSV.", broken);
        }

        file.Position = 0;
    }

    private static long Count(ZipArchiveEntry entry, long left)
    {
        using var content = entry.Open();
        var buffer = new byte[Chunk];
        long count = 0;
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            count += read;
            if (count > left)
            {
                throw TooLarge();
            }
        }

        return count;
    }

    private static UnreadableSheetException TooLarge() => new("The file unpacks to more than a sheet needs. Save it as CSV.");
}
