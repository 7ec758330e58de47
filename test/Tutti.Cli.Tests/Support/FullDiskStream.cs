namespace Tutti.Cli.Tests.Support;

/// <summary>Is a file on a disk that becomes full.</summary>
internal sealed class FullDiskStream : FileStream
{
    private const int NoSpaceLeft = 28;

    private long _room;

    public FullDiskStream(string path, long room)
        : base(path, FileMode.Create) => _room = room;

    // A FileStream that is derived from passes every other way of writing on to this one.
    public override void Write(byte[] buffer, int offset, int count)
    {
        _room -= count;
        if (_room < 0)
        {
            throw new IOException($"No space left on device : '{Name}'", NoSpaceLeft);
        }

        base.Write(buffer, offset, count);
    }
}
