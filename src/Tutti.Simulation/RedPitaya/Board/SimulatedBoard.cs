using System.Buffers.Binary;
using Tutti.RedPitaya.Registers;
using Tutti.Simulation.RedPitaya.Scope;
using Tutti.Simulation.RedPitaya.Signals;
using Tutti.Simulation.RedPitaya.Waves;

namespace Tutti.Simulation.RedPitaya.Board;

/// <summary>The register file of the board over its time base: what a bus access does and sees.</summary>
/// <remarks>May be called from any thread; accesses are taken one after another.</remarks>
internal sealed class SimulatedBoard
{
    private const uint FirstAddress = HousekeepingRegisters.BaseAddress;
    private const uint EndAddress = FirstAddress + (8 * Fpga.BlockSize);
    private const int ScopeNumber = 1;
    private const int HousekeepingNumber = 0;
    private const int DspNumber = 3;

    private readonly Lock _gate = new();
    private readonly BoardClock _clock;
    private readonly SignalHistory _history;
    private readonly Resonator _device;
    private readonly ulong _seed;
    private readonly HousekeepingBlock _housekeeping;
    private readonly GeneratorBlock _generators = new();
    private readonly DspBlock _dsp;
    private readonly ScopeBlock _scope;
    private readonly IRegisterBlock?[] _blocks = new IRegisterBlock[8];

    /// <summary>Initializes a board and powers it up.</summary>
    /// <param name="timeProvider">The time that drives its clock.</param>
    /// <param name="device">What is between output 1 and input 1.</param>
    /// <param name="noise">The spread of the noise at input 1, in counts.</param>
    /// <param name="seed">The seed of everything random.</param>
    public SimulatedBoard(TimeProvider timeProvider, Resonator device, double noise, ulong seed)
    {
        _clock = new BoardClock(timeProvider);
        _device = device;
        _seed = seed;
        _history = new SignalHistory(noise, seed) { Forgetting = Forget };
        _housekeeping = new HousekeepingBlock(GaussianNoise.Key(seed, 57));
        _dsp = new DspBlock(_history, seed);
        _scope = new ScopeBlock(_history, _dsp, _generators);
        _blocks[HousekeepingNumber] = _housekeeping;
        _blocks[ScopeNumber] = _scope;
        _blocks[2] = _generators;
        _blocks[DspNumber] = _dsp;
        _blocks[4] = new AnalogOutputBlock();
        _history.Begin(0, Settings(0));
    }

    /// <summary>Gets or sets whether the external trigger, DIO0_P, is driven high from outside.</summary>
    public bool IsTriggerDriven
    {
        get
        {
            lock (_gate)
            {
                return _housekeeping.IsTriggerDriven;
            }
        }

        set
        {
            lock (_gate)
            {
                long now = Advance();
                bool wasHigh = _housekeeping.IsTriggerHigh;
                _housekeeping.IsTriggerDriven = value;
                NotifyPin(wasHigh, now);
            }
        }
    }

    /// <summary>Gets the LEDs, one bit each.</summary>
    public byte Leds
    {
        get
        {
            lock (_gate)
            {
                return _housekeeping.Leds;
            }
        }
    }

    /// <summary>Tells whether the bus would answer.</summary>
    /// <param name="address">The byte address of the first word.</param>
    /// <param name="byteCount">The length of the access.</param>
    /// <returns>Whether all words are in the part of the address space that the design decodes.</returns>
    public static bool IsMapped(uint address, int byteCount) =>
        address % Fpga.WordSize == 0 && address >= FirstAddress && address + (ulong)byteCount <= EndAddress;

    /// <summary>Reads words.</summary>
    /// <param name="address">The byte address of the first.</param>
    /// <param name="words">Receives the words, little-endian.</param>
    public void Read(uint address, Span<byte> words)
    {
        lock (_gate)
        {
            long now = Advance();
            uint offset = address % Fpga.BlockSize;
            IRegisterBlock? block = BlockOf(address);
            if (block == _scope && ScopeBlock.IsBuffer(offset, words.Length))
            {
                _scope.ReadBuffer(offset, words, now);
                return;
            }

            for (int i = 0; i < words.Length; i += (int)Fpga.WordSize)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(words[i..], ReadWord(block, offset + (uint)i, now));
            }
        }
    }

    /// <summary>Writes words.</summary>
    /// <param name="address">The byte address of the first.</param>
    /// <param name="words">The words, little-endian.</param>
    public void Write(uint address, ReadOnlySpan<byte> words)
    {
        lock (_gate)
        {
            long now = Advance();
            bool wasHigh = _housekeeping.IsTriggerHigh;
            IRegisterBlock? block = BlockOf(address);
            bool hasChanged = false;
            for (int i = 0; i < words.Length && block is not null; i += (int)Fpga.WordSize)
            {
                uint offset = (address + (uint)i) % Fpga.BlockSize;
                hasChanged |= block.Write(offset, BinaryPrimitives.ReadUInt32LittleEndian(words[i..]), now);
            }

            if (hasChanged)
            {
                _scope.SelectInputs(now);
                _history.Begin(now, Settings(now));
            }

            NotifyPin(wasHigh, now);
        }
    }

    private IRegisterBlock? BlockOf(uint address) => _blocks[(address - FirstAddress) / Fpga.BlockSize];

    private uint ReadWord(IRegisterBlock? block, uint offset, long now)
    {
        if (block == _scope && ScopeBlock.IsBuffer(offset, (int)Fpga.WordSize))
        {
            Span<byte> word = stackalloc byte[(int)Fpga.WordSize];
            _scope.ReadBuffer(offset, word, now);
            return BinaryPrimitives.ReadUInt32LittleEndian(word);
        }

        return block?.Read(offset, now) ?? 0;
    }

    private long Advance()
    {
        long now = _clock.Now;
        for (long next = _generators.NextEvent; next <= now; next = _generators.NextEvent)
        {
            _generators.RunEvent();
            _history.Begin(next, Settings(next));
        }

        return now;
    }

    private void NotifyPin(bool wasHigh, long now)
    {
        bool isHigh = _housekeeping.IsTriggerHigh;
        if (isHigh == wasHigh)
        {
            return;
        }

        _scope.Acquisition.OnExternalEdge(isHigh, now);
        _generators.OnExternalEdge(isHigh, now);
        _history.Begin(now, Settings(now));
    }

    private void Forget(long cutoff)
    {
        _scope.Store(cutoff);
        foreach (IqModule module in _dsp.IqModules)
        {
            module.AdvanceTo(cutoff);
        }
    }

    private SignalSettings Settings(long now) => new()
    {
        Generators = _generators.TakeOutputs(now),
        IqModules = [_dsp.IqModules[0].Settings(now), _dsp.IqModules[1].Settings(now), _dsp.IqModules[2].Settings(now)],
        Routes = [.. _dsp.Routes],
        IsLooped = _housekeeping.IsLooped,
        Device = _device,
        Seed = _seed,
    };
}
