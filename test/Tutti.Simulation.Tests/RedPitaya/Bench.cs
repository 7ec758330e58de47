using System.Numerics;
using Tutti.RedPitaya.Registers;
using Tutti.Testing.Time;
using static Tutti.Quantities.Units;

namespace Tutti.Simulation.RedPitaya;

/// <summary>A simulated board whose time a test moves, with a client at its port.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly ManualTimeProvider _time;

    private Bench(RedPitayaSimulator simulator, MonitorClient client, ManualTimeProvider time)
    {
        Simulator = simulator;
        Client = client;
        _time = time;
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public RedPitayaSimulator Simulator { get; }

    public MonitorClient Client { get; }

    public static async Task<Bench> StartAsync(DeviceUnderTest? device = null)
    {
        var time = new ManualTimeProvider();
        device ??= new DeviceUnderTest { Noise = 0 * V };
        var options = new RedPitayaSimulatorOptions { DeviceUnderTest = device, TimeProvider = time };
        RedPitayaSimulator simulator = await RedPitayaSimulator.StartAsync(options, Cancellation);
        return new Bench(simulator, await MonitorClient.ConnectAsync(simulator, Cancellation), time);
    }

    /// <summary>Moves the time by a number of cycles; they must be whole ticks of 100 ns, which is 25 cycles to 2 ticks.</summary>
    public void AdvanceCycles(long cycles) => _time.Advance(TimeSpan.FromTicks((cycles * 2 / 25) + (cycles * 2 % 25 == 0 ? 0 : 1)));

    public void Advance(TimeSpan time) => _time.Advance(time);

    /// <summary>Moves the time once somebody waits for it.</summary>
    public async Task AdvanceWhenTimersWaitAsync(TimeSpan time)
    {
        while (_time.ActiveTimers == 0)
        {
            await Task.Yield();
        }

        _time.Advance(time);
    }

    public Task<uint> ReadAsync(uint address) => Client.ReadAsync(address, Cancellation);

    public Task WriteAsync(uint address, params uint[] words) => Client.WriteAsync(address, words, Cancellation);

    public Task<uint> ReadScopeAsync(uint offset) => ReadAsync(ScopeRegisters.At(offset));

    public Task WriteScopeAsync(uint offset, uint value) => WriteAsync(ScopeRegisters.At(offset), value);

    public async Task<long> ReadScopeLongAsync(uint offset)
    {
        uint[] words = await Client.ReadAsync(ScopeRegisters.At(offset), 2, Cancellation);
        return words[0] | ((long)words[1] << 32);
    }

    /// <summary>Sets a generator up and starts it: table, amplitude, offset, frequency, outputs.</summary>
    public async Task StartGeneratorAsync(
        int generator,
        double frequencyHz,
        double amplitude,
        OutputSelection outputs,
        Func<double, double>? shape = null,
        double offset = 0,
        uint control = 0)
    {
        uint[] table = new uint[GeneratorRegisters.TableLength];
        for (int i = 0; i < table.Length; i++)
        {
            double phase = (double)i / table.Length;
            double value = shape?.Invoke(phase) ?? Math.Sin(2 * Math.PI * phase);
            table[i] = unchecked((uint)(int)Math.Round(8191 * value)) & 0x3FFF;
        }

        await WriteAsync(GeneratorRegisters.At(generator, GeneratorRegisters.Table), table);
        uint scale = GeneratorRegisters.AmplitudeCodec.Encode(amplitude) | (Fpga.Signal.Encode(offset) << 16);
        await WriteAsync(GeneratorRegisters.At(generator, GeneratorRegisters.Scale), scale);
        await WriteAsync(GeneratorRegisters.At(generator, GeneratorRegisters.Step), GeneratorRegisters.FrequencyCodec.Encode(frequencyHz));
        await WriteAsync(DspRegisters.At(DspSlot.Generator1 + generator - 1, DspRegisters.OutputSelect), (uint)outputs);
        await WriteGeneratorControlAsync(generator, GeneratorRegisters.WrapBit | GeneratorRegisters.ResetBit);
        await WriteGeneratorControlAsync(generator, GeneratorRegisters.WrapBit | (uint)GeneratorTriggerSource.Immediately | control);
    }

    /// <summary>Lets channel 1 of the scope look at a signal.</summary>
    public Task ShowOnChannel1Async(DspSlot slot) =>
        WriteAsync(DspRegisters.At(DspSlot.Generator1, DspRegisters.InputSelect), (uint)slot);

    /// <summary>Writes the control bits of one generator and keeps the other's, with its source off so that it does not fire.</summary>
    public async Task WriteGeneratorControlAsync(int generator, uint control)
    {
        uint address = GeneratorRegisters.At(1, GeneratorRegisters.Control);
        int shift = (generator - 1) * GeneratorRegisters.ControlStride;
        uint old = await ReadAsync(address) & ~0x0007_0007u;
        await WriteAsync(address, (old & ~(0xFFFFu << shift)) | (control << shift));
    }

    /// <summary>Resets, sets and arms the scope.</summary>
    public async Task ArmAsync(uint decimation, uint delay, bool isAveraging = false)
    {
        await WriteScopeAsync(ScopeRegisters.Decimation, decimation);
        await WriteScopeAsync(ScopeRegisters.Average, isAveraging ? 1u : 0);
        await WriteScopeAsync(ScopeRegisters.TriggerDelay, delay);
        await WriteScopeAsync(ScopeRegisters.Control, ScopeRegisters.ResetBit);
        await WriteScopeAsync(ScopeRegisters.Control, ScopeRegisters.ArmBit);
    }

    public Task SetTriggerAsync(ScopeTriggerSource source) => WriteScopeAsync(ScopeRegisters.TriggerSource, (uint)source);

    /// <summary>Reads a complete trace, in counts, oldest sample first.</summary>
    public async Task<int[]> ReadTraceAsync(int channel)
    {
        Assert.Equal(0u, await ReadScopeAsync(ScopeRegisters.Control) & (ScopeRegisters.ArmBit | ScopeRegisters.DelayRunningBit));
        uint offset = channel == 1 ? ScopeRegisters.Channel1Buffer : ScopeRegisters.Channel2Buffer;
        uint[] words = await Client.ReadAsync(ScopeRegisters.At(offset), ScopeRegisters.BufferLength, Cancellation);
        uint pointer = await ReadScopeAsync(ScopeRegisters.TriggerPointer);
        uint delay = await ReadScopeAsync(ScopeRegisters.TriggerDelay);
        int[] trace = new int[words.Length];
        for (int i = 0; i < trace.Length; i++)
        {
            Assert.Equal(0u, words[i] >> 14);
            uint word = words[(pointer + delay + 1 + (uint)i) % (uint)words.Length];
            trace[i] = unchecked((int)(word << 18)) >> 18;
        }

        return trace;
    }

    /// <summary>Takes a trace that starts at once.</summary>
    public async Task<int[]> TakeTraceAsync(uint decimation, int channel, bool isAveraging = false)
    {
        await ArmAsync(decimation, ScopeRegisters.BufferLength, isAveraging);
        await SetTriggerAsync(ScopeTriggerSource.Immediately);
        AdvanceCycles((ScopeRegisters.BufferLength + 1) * (long)decimation);
        return await ReadTraceAsync(channel);
    }

    /// <summary>Sets an IQ module up as a network analyzer does.</summary>
    public async Task SetUpIqAsync(DspSlot slot, double amplitude, DspSlot input, OutputSelection output, uint sleep, uint averages)
    {
        await WriteAsync(DspRegisters.At(slot, DspRegisters.InputSelect), (uint)input);
        await WriteAsync(DspRegisters.At(slot, DspRegisters.OutputSelect), (uint)output);
        await WriteAsync(IqRegisters.At(slot, IqRegisters.OutputSelect), (uint)IqOutput.OutputDirect);
        await WriteAsync(IqRegisters.At(slot, IqRegisters.Amplitude), IqRegisters.AmplitudeCodec.Encode(amplitude));
        await WriteAsync(IqRegisters.At(slot, IqRegisters.AveragingCycles), averages);
        await WriteAsync(IqRegisters.At(slot, IqRegisters.SettlingCycles), sleep);
    }

    /// <summary>Measures one point; returns the demodulated amplitude in volts, its delay taken out, and the frequency.</summary>
    public async Task<(double FrequencyHz, Complex Volts)> MeasureAsync(
        DspSlot slot,
        double frequencyHz,
        uint sleep,
        uint averages,
        int delay = 3)
    {
        uint raw = IqRegisters.FrequencyCodec.Encode(frequencyHz);
        await WriteAsync(IqRegisters.At(slot, IqRegisters.Frequency), raw);
        AdvanceCycles((long)sleep + averages);
        IqSums sums = IqSums.Decode(await Client.ReadAsync(IqRegisters.At(slot, IqRegisters.Sums), IqSums.WordCount, Cancellation));
        Assert.False(sums.IsBusy);
        double frequency = IqRegisters.FrequencyCodec.Decode(raw);
        Complex turn = Complex.FromPolarCoordinates(1, 2 * Math.PI * frequency * delay / Fpga.ClockHz);
        return (frequency, sums.ToVolts(averages) * turn);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Simulator.DisposeAsync();
        Assert.Null(Simulator.Failure);
    }
}
