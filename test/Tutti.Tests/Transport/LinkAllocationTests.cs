using System.Diagnostics;
using System.Reflection;
using Tutti.Transport;

namespace Tutti.Tests.Transport;

public sealed class LinkAllocationTests : LinkTests
{
    [Fact]
    public async Task ExchangeAsync_SteadyState_AllocatesNothing()
    {
        DebuggableAttribute? debuggable = typeof(Link).Assembly.GetCustomAttribute<DebuggableAttribute>();
        Assert.SkipWhen(debuggable is { IsJITOptimizerDisabled: true }, "In a debug build every async method allocates.");
        await using MirrorStream stream = new();
        await using Link link = new(_ => new ValueTask<Stream>(stream), new LinkOptions { TimeProvider = Time });
        using CancellationTokenSource cancel = new();
        Exchange<byte[], int> mirror = new(static _ => "mirroring", static async (connection, bytes) =>
        {
            await connection.WriteAsync(bytes);
            await connection.FillAsync(bytes.Length);
            connection.Consume(bytes.Length);
            return bytes.Length;
        });
        byte[] request = [1, 2, 3, 4];
        await link.ConnectAsync(Cancellation);

        async Task<long> RunAsync(int count)
        {
            // All complete at once, so that the whole loop stays on this thread.
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < count; i++)
            {
                await link.ExchangeAsync(mirror, request, default, cancel.Token);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        await RunAsync(1000);

        Assert.Equal(0, await RunAsync(1000));
    }

    /// <summary>Is a stream from which comes what was written to it, at once.</summary>
    private sealed class MirrorStream : Stream
    {
        private readonly byte[] _bytes = new byte[64];
        private int _count;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.CopyTo(_bytes);
            _count = buffer.Length;
            return ValueTask.CompletedTask;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _bytes.AsMemory(0, _count).CopyTo(buffer);
            return new ValueTask<int>(_count);
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
