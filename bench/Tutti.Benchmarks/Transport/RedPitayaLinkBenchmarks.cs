using BenchmarkDotNet.Attributes;
using Tutti.RedPitaya.Registers;
using Tutti.RedPitaya.Wire;

namespace Tutti.Benchmarks.Transport;

/// <summary>Measures what the link costs against a bare socket that does the same exchanges with the same peer.</summary>
[MemoryDiagnoser]
public class RedPitayaLinkBenchmarks : IDisposable
{
    private const uint Buffer1 = ScopeRegisters.BaseAddress + ScopeRegisters.Channel1Buffer;
    private const uint Buffer2 = ScopeRegisters.BaseAddress + ScopeRegisters.Channel2Buffer;
    private const uint Pointer = ScopeRegisters.BaseAddress + ScopeRegisters.TriggerPointer;

    private readonly BareMonitor _monitor = new();
    private readonly uint[] _channel1 = new uint[ScopeRegisters.BufferLength];
    private readonly uint[] _channel2 = new uint[ScopeRegisters.BufferLength];
    private readonly uint[] _word = new uint[1];
    private readonly BareClient _bare;
    private readonly RedPitayaLink _link;
    private readonly RegisterOperation[] _trace;
    private readonly RegisterOperation[] _point;

    public RedPitayaLinkBenchmarks()
    {
        _bare = new BareClient(_monitor.Port);
        _link = new RedPitayaLink("127.0.0.1", _monitor.Port);
        uint sums = IqRegisters.At(DspSlot.Iq0, IqRegisters.Sums);
        uint frequency = IqRegisters.At(DspSlot.Iq0, IqRegisters.Frequency);
        _trace =
        [
            RegisterOperation.Read(Buffer1, _channel1),
            RegisterOperation.Read(Pointer, _word),
            RegisterOperation.Read(Buffer2, _channel2),
        ];
        _point = [RegisterOperation.Read(sums, new uint[IqSums.WordCount]), RegisterOperation.Write(frequency, 1u)];
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("trace")]
    public int TraceBySocket() =>
        _bare.Read(Buffer1, ScopeRegisters.BufferLength) + _bare.Read(Pointer, 1) + _bare.Read(Buffer2, ScopeRegisters.BufferLength);

    [Benchmark]
    [BenchmarkCategory("trace")]
    public async Task<int> TraceByAsyncSocket() =>
        await _bare.ReadAsync(Buffer1, ScopeRegisters.BufferLength)
        + await _bare.ReadAsync(Pointer, 1)
        + await _bare.ReadAsync(Buffer2, ScopeRegisters.BufferLength);

    [Benchmark]
    [BenchmarkCategory("trace")]
    public async Task TraceByLinkInThreeExchanges()
    {
        await _link.ReadAsync(Buffer1, _channel1);
        await _link.ReadAsync(Pointer, _word);
        await _link.ReadAsync(Buffer2, _channel2);
    }

    [Benchmark]
    [BenchmarkCategory("trace")]
    public async Task TraceByLinkInOneFlight() => await _link.ExchangeAsync(_trace);

    [Benchmark]
    [BenchmarkCategory("point")]
    public int PointBySocket() => _bare.Read(_point[0].Address, IqSums.WordCount) + _bare.Write(_point[1].Address, 1);

    [Benchmark]
    [BenchmarkCategory("point")]
    public async Task<int> PointByAsyncSocket() =>
        await _bare.ReadAsync(_point[0].Address, IqSums.WordCount) + await _bare.WriteAsync(_point[1].Address, 1);

    [Benchmark]
    [BenchmarkCategory("point")]
    public async Task PointByLinkInOneFlight() => await _link.ExchangeAsync(_point);

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _link.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        _bare.Dispose();
        _monitor.Dispose();
        GC.SuppressFinalize(this);
    }
}
