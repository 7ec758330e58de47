using System.Diagnostics;
using System.Globalization;

namespace Tutti.Cli.Output;

/// <summary>Is the folder that one run leaves behind.</summary>
/// <remarks>A file in it is complete or absent: it is written under another name, brought to the disk, and moved.</remarks>
internal sealed class RunFolder
{
    private const int BufferSize = 65_536;

    private readonly Func<string, Stream> _create;

    private RunFolder(string path, Func<string, Stream> create)
    {
        Path = path;
        _create = create;
    }

    /// <summary>Gets the full path.</summary>
    public string Path { get; }

    /// <summary>Makes a new folder named after the time.</summary>
    /// <param name="parent">The folder to make it in; made as well where it is missing.</param>
    /// <param name="timeProvider">Tells the time and the time zone.</param>
    /// <param name="create">Opens a new file; <see langword="null"/> for the file system's.</param>
    /// <returns>The folder, with a number at its end where the name was taken.</returns>
    /// <exception cref="OutputException">It cannot be made.</exception>
    public static RunFolder Create(string parent, TimeProvider timeProvider, Func<string, Stream>? create = null)
    {
        string name = timeProvider.GetLocalNow().ToString("'tutti'-yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        string path = System.IO.Path.Combine(System.IO.Path.GetFullPath(parent), name);
        string free = path;
        for (int number = 2; Directory.Exists(free) || File.Exists(free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{path}-{number}");
        }

        try
        {
            Directory.CreateDirectory(free);
        }
        catch (Exception ex) when (OutputException.Covers(ex))
        {
            throw new OutputException($"make the folder '{free}'", ex);
        }

        return new RunFolder(free, create ?? CreateFile);
    }

    /// <summary>Writes a file.</summary>
    /// <param name="name">Its name in this folder; one that exists is replaced.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="OutputException">It cannot be written; the folder is as it was.</exception>
    public void Write(string name, Action<Stream> write)
    {
        Debug.Assert(System.IO.Path.GetFileName(name) == name, "a name, not a path");
        string path = System.IO.Path.Combine(Path, name);
        string partial = System.IO.Path.Combine(Path, $".{name}.partial");
        try
        {
            try
            {
                using (Stream stream = _create(partial))
                {
                    write(stream);
                    stream.Flush();
                    (stream as FileStream)?.Flush(flushToDisk: true);
                }

                File.Move(partial, path, overwrite: true);
            }
            finally
            {
                File.Delete(partial);           // after the move there is none, which is no error
            }
        }
        catch (Exception ex) when (OutputException.Covers(ex))
        {
            throw new OutputException($"write the file '{path}'", ex);
        }
    }

    /// <summary>Removes the folder if nothing was written into it.</summary>
    public void DeleteIfEmpty()
    {
        try
        {
            if (!Directory.EnumerateFileSystemEntries(Path).Any())
            {
                Directory.Delete(Path);
            }
        }
        catch (Exception ex) when (OutputException.Covers(ex))
        {
            // An empty folder that stays is no harm, and this runs when something else has already gone wrong.
        }
    }

    private static FileStream CreateFile(string path) => new(path, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize);
}
