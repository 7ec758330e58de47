using Tutti.RedPitaya.Registers;
using Tutti.RedPitaya.Wire;
using Tutti.Testing.Peers;
using Tutti.Testing.Time;
using Tutti.Transport;

namespace Tutti.RedPitaya.Tests.Wire;

public sealed class RedPitayaLinkTests
{
    private const uint Leds = 0x4000_0030;

    private readonly ManualTimeProvider _time = new();
    private readonly FakeMonitor _monitor = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_OneWord_IsTheDocumentedBytes()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(static async connection =>
        {
            await FakeMonitor.ShakeHandsAsync(connection);
            byte[] header = Convert.FromHexString("7200010000000040");
            await connection.ExpectAsync(header);
            await connection.WriteAsync((byte[])[.. header, 1, 0, 0, 0]);
        });
        await using RedPitayaLink link = Connect(peer);

        Assert.Equal(1u, await link.ReadAsync(0x4000_0000, Cancellation));
        await peer.VerifyAsync();
    }

    [Fact]
    public async Task WriteAsync_OneWord_IsTheDocumentedBytes()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(static async connection =>
        {
            await FakeMonitor.ShakeHandsAsync(connection);
            await connection.ExpectAsync(Convert.FromHexString("77000100300000405A000000"));
            await connection.WriteAsync(Convert.FromHexString("7700010030000040"));
        });
        await using RedPitayaLink link = Connect(peer);

        await link.WriteAsync(Leds, 0x5A, cancellationToken: Cancellation);
        await peer.VerifyAsync();
    }

    [Fact]
    public async Task ReadAsync_ReplyInPieces_IsPutTogether()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(static async connection =>
        {
            await FakeMonitor.ShakeHandsAsync(connection);
            byte[] header = await connection.ReadAsync(8);
            foreach (byte part in (byte[])[.. header, .. FakeMonitor.Words(1, 2, 3)])
            {
                await connection.WriteAsync(new[] { part });
            }
        });
        await using RedPitayaLink link = Connect(peer);
        uint[] words = new uint[3];

        await link.ReadAsync(0x4011_0000, words, Cancellation);

        Assert.Equal([1u, 2u, 3u], words);
    }

    [Fact]
    public async Task WriteAsync_WholeWindow_IsReadBack()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(_monitor.ServeAsync);
        await using RedPitayaLink link = Connect(peer);
        uint[] written = [.. Enumerable.Range(0, RegisterOperation.MaximumCount).Select(static i => unchecked((uint)i * 2_654_435_761u))];
        uint[] read = new uint[written.Length];

        await link.WriteAsync(0x4012_0000, written, cancellationToken: Cancellation);
        await link.ReadAsync(0x4012_0000, read, Cancellation);

        Assert.Equal(written, read);
    }

    [Fact]
    public async Task UpdateAsync_SomeBits_KeepsTheOthersAndNobodyComesBetween()
    {
        _monitor.Memory[0x4020_0000] = 0xFFFF_0000;
        await using ScriptedPeer peer = ScriptedPeer.Start(_monitor.ServeAsync);
        await using RedPitayaLink link = Connect(peer);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(
            bit => link.UpdateAsync(0x4020_0000, 1u << bit, uint.MaxValue, cancellationToken: Cancellation).AsTask()));
        uint word = await link.UpdateAsync(0x4020_0000, 0xFF00_0000, 0x12FF_FFFF, cancellationToken: Cancellation);

        Assert.Equal(0x12FF_FFFFu, word);
        Assert.Equal(0x12FF_FFFFu, _monitor.Memory[0x4020_0000]);
        Assert.All(_monitor.Requests.Chunk(2), static pair => Assert.Equal(["r 40200000 1", "w 40200000 1"], pair));
    }

    [Fact]
    public async Task ExchangeAsync_SeveralOperations_AreSentBeforeTheFirstReply()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(static async connection =>
        {
            await FakeMonitor.ShakeHandsAsync(connection);
            byte[] read = FakeMonitor.Header('r', 4, 0x4035_0140);
            byte[] write = FakeMonitor.Header('w', 1, 0x4035_0108);
            await connection.ExpectAsync((byte[])[.. read, .. write, .. FakeMonitor.Words(77)]);
            await connection.WriteAsync((byte[])[.. read, .. FakeMonitor.Words(1, 2, 3, 4), .. write]);
        });
        await using RedPitayaLink link = Connect(peer);
        uint[] sums = new uint[IqSums.WordCount];

        await link.ExchangeAsync(
            new[]
            {
                RegisterOperation.Read(IqRegisters.At(DspSlot.Iq0, IqRegisters.Sums), sums),
                RegisterOperation.Write(IqRegisters.At(DspSlot.Iq0, IqRegisters.Frequency), 77u),
            },
            cancellationToken: Cancellation);

        Assert.Equal([1u, 2u, 3u, 4u], sums);
        await peer.VerifyAsync();
    }

    [Fact]
    public async Task ExchangeAsync_AnyOperations_DoWhatTheyWouldOneByOne()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(_monitor.ServeAsync);
        await using RedPitayaLink link = Connect(peer);
        Dictionary<uint, uint> expected = [];
        Random random = new(20_260_101);

        for (int round = 0; round < 50; round++)
        {
            List<RegisterOperation> operations = [];
            List<(uint[] Actual, uint[] Expected)> reads = [];
            for (int left = random.Next(1, 12); left > 0; left--)
            {
                uint address = 0x4020_0000u + (4u * (uint)random.Next(64));
                uint[] words = new uint[random.Next(8) == 0 ? random.Next(1, 9000) : random.Next(1, 9)];
                bool isWrite = random.Next(2) == 0;
                for (int i = 0; i < words.Length; i++)
                {
                    uint at = address + (4u * (uint)i);
                    words[i] = isWrite ? expected[at] = (uint)random.Next() : expected.GetValueOrDefault(at);
                }

                uint[] actual = new uint[words.Length];
                operations.Add(isWrite ? RegisterOperation.Write(address, words) : RegisterOperation.Read(address, actual));
                reads.Add(isWrite ? ([], []) : (actual, words));
            }

            await link.ExchangeAsync(operations.ToArray(), cancellationToken: Cancellation);
            Assert.All(reads, static read => Assert.Equal(read.Expected, read.Actual));
        }

        Assert.Equal(1, peer.Connections);
    }

    [Fact]
    public async Task ExchangeAsync_ManyLongReadsAndWrites_NeverStall()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(_monitor.ServeAsync);
        await using RedPitayaLink link = Connect(peer);
        RegisterOperation[] operations =
        [
            .. Enumerable.Range(0, 16).SelectMany(static i => new[]
            {
                RegisterOperation.Read(0x4012_0000, new uint[32_768]),
                RegisterOperation.Write(0x4012_0000, new uint[32_768]),
                RegisterOperation.Read(0x4012_0000, new uint[32_768]),
                RegisterOperation.Write(0x4012_0000, new uint[4000]),
            }),
        ];

        await link.ExchangeAsync(operations, cancellationToken: Cancellation);

        Assert.Equal(64, _monitor.Requests.Count);
    }

    [Fact]
    public async Task ExchangeAsync_Nothing_SendsNothing()
    {
        await using RedPitayaLink link = new("no-such-host.invalid");

        await link.ExchangeAsync(ReadOnlyMemory<RegisterOperation>.Empty, cancellationToken: Cancellation);
        await Assert.ThrowsAsync<ArgumentException>(
            () => link.ExchangeAsync(new RegisterOperation[1], cancellationToken: Cancellation).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => link.ReadAsync(2, Cancellation).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => link.UpdateAsync(2, 1, 1, cancellationToken: Cancellation).AsTask());
    }

    [Fact]
    public async Task ReadAsync_CancelledInTheMiddleOfAReply_StaysInStepOnTheSameConnection()
    {
        TaskCompletionSource isHalfWay = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource mayGoOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _monitor.Memory[Leds] = 5;
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            await FakeMonitor.ShakeHandsAsync(connection);
            byte[] header = await connection.ReadAsync(8);
            byte[] reply = [.. header, .. new byte[4 * 16_384]];
            await connection.WriteAsync(reply.AsMemory(0, 9999));
            isHalfWay.SetResult();
            await mayGoOn.Task;
            await connection.WriteAsync(reply.AsMemory(9999));
            await _monitor.ServeOneAsync(connection);
        });
        await using RedPitayaLink link = Connect(peer);
        using CancellationTokenSource cancel = new();

        Task cancelled = link.ReadAsync(0x4011_0000, new uint[16_384], cancel.Token).AsTask();
        await isHalfWay.Task;
        await cancel.CancelAsync();
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Task<uint> next = link.ReadAsync(Leds, Cancellation).AsTask();
        mayGoOn.SetResult();

        Assert.Equal(cancel.Token, thrown.CancellationToken);
        Assert.Equal(5u, await next);
        Assert.Equal(1, peer.Connections);
    }

    [Fact]
    public async Task ReadAsync_SilentBoard_TimesOutAndSaysWhatWhoAndHowLong()
    {
        TaskCompletionSource hasRequest = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            await FakeMonitor.ShakeHandsAsync(connection);
            await connection.ReadAsync(8);
            hasRequest.SetResult();
            await connection.WaitForCloseAsync();
        });
        await using RedPitayaLink link = Connect(peer);

        Task reading = link.ReadAsync(0x4011_0000, new uint[16_384], Cancellation).AsTask();
        await hasRequest.Task;
        _time.Advance(TimeSpan.FromSeconds(2));

        TimeoutException thrown = await Assert.ThrowsAsync<TimeoutException>(() => reading);
        Assert.Equal($"127.0.0.1:{peer.Port} did not answer within 2 s while reading 16384 words at 0x40110000.", thrown.Message);
    }

    [Fact]
    public async Task ReadAsync_WrongEcho_FailsAndConnectsAnew()
    {
        _monitor.Memory[Leds] = 5;
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            await FakeMonitor.ShakeHandsAsync(connection);
            if (connection.Number == 1)
            {
                await connection.ReadAsync(8);
                await connection.WriteAsync((byte[])[.. FakeMonitor.Header('r', 1, 0x4000_0034), .. FakeMonitor.Words(9)]);
                await connection.WaitForCloseAsync();
                return;
            }

            await _monitor.ServeOneAsync(connection);
        });
        await using RedPitayaLink link = Connect(peer);

        TransportException thrown = await Assert.ThrowsAsync<TransportException>(() => link.ReadAsync(Leds, Cancellation).AsTask());

        Assert.Contains("answered another question while reading 1 word at 0x40000030", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(5u, await link.ReadAsync(Leds, Cancellation));
        Assert.Equal(2, peer.Connections);
    }

    [Fact]
    public async Task WriteAsync_AfterALoss_IsNotRepeatedAndTheStateIsRestored()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            await FakeMonitor.ShakeHandsAsync(connection);
            if (connection.Number == 1)
            {
                await connection.ReadAsync(12);
                return;
            }

            while (true)
            {
                await _monitor.ServeOneAsync(connection);
            }
        });
        await using RedPitayaLink link = new(peer.Host, peer.Port, new RedPitayaLinkOptions
        {
            TimeProvider = _time,
            Restore = static async session =>
            {
                await session.WriteAsync(Leds, 3);
                await session.UpdateAsync(Leds, 4, 4);
                await session.ExchangeAsync(new[] { RegisterOperation.Write(Leds + 4, 1u), RegisterOperation.Write(Leds + 8, 2u) });
                await session.ExchangeAsync(RegisterOperation.Write(Leds + 12, await session.ReadAsync(Leds)));
            },
        });

        ConnectionLostException thrown = await Assert.ThrowsAsync<ConnectionLostException>(
            () => link.WriteAsync(Leds, 0x5A, cancellationToken: Cancellation).AsTask());

        Assert.Contains("while writing 1 word at 0x40000030", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(7u, await link.ReadAsync(Leds, Cancellation));
        Assert.Equal([7u, 1u, 2u, 7u], Enumerable.Range(0, 4).Select(i => _monitor.Memory[Leds + (4u * (uint)i)]));
    }

    [Fact]
    public async Task WriteAsync_UrgentAndLost_IsDoneOnTheNextConnection()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            await FakeMonitor.ShakeHandsAsync(connection);
            if (connection.Number == 1)
            {
                await connection.ReadAsync(12);
                return;
            }

            await _monitor.ServeOneAsync(connection);
        });
        await using RedPitayaLink link = Connect(peer);

        await link.WriteAsync(Leds, 0, isUrgent: true, Cancellation);

        Assert.Equal(["w 40000030 1"], _monitor.Requests);
    }

    private RedPitayaLink Connect(ScriptedPeer peer) => new(peer.Host, peer.Port, new RedPitayaLinkOptions { TimeProvider = _time });
}
