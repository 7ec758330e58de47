using System.Numerics;
using Tutti.RedPitaya.Registers;
using Tutti.Simulation.RedPitaya.Waves;

namespace Tutti.Simulation.RedPitaya.Signals;

/// <summary>A span of time in which no setting changes, so that every signal has a closed form.</summary>
internal sealed class Epoch
{
    private const double InaudibleCounts = 1e-3;
    private const double FullScale = 8191.5;

    private readonly SignalSettings _settings;
    private readonly Component[]?[] _components = new Component[DspRegisters.SlotCount][];
    private readonly Tone[]?[] _demodulated = new Tone[3][];
    private readonly bool[] _isBeingMade = new bool[DspRegisters.SlotCount];
    private DevicePath? _device;

    /// <summary>Initializes an epoch.</summary>
    /// <param name="start">Its first cycle.</param>
    /// <param name="settings">The settings that hold in it.</param>
    /// <param name="previous">The epoch that it ends, or <see langword="null"/> at power-up.</param>
    public Epoch(long start, SignalSettings settings, Epoch? previous)
    {
        Start = start;
        Previous = previous;
        _settings = settings;
        previous?.End = start;
    }

    /// <summary>Gets the first cycle.</summary>
    public long Start { get; }

    /// <summary>Gets the first cycle of the next epoch, or <see cref="long.MaxValue"/>.</summary>
    public long End { get; private set; } = long.MaxValue;

    /// <summary>Gets or sets the epoch before, as long as anybody needs it.</summary>
    public Epoch? Previous { get; set; }

    /// <summary>Gets whether input 1 is the device under test, with its noise.</summary>
    public bool IsInput1Analog => !_settings.IsLooped;

    /// <summary>Gets the part of the device under test in this epoch.</summary>
    public DevicePath Device => _device ??= new DevicePath(_settings.Device, Components(DspSlot.Output1));

    /// <summary>Returns what a generator puts out.</summary>
    /// <param name="index">0 or 1.</param>
    /// <returns>The output.</returns>
    public GeneratorOutput Generator(int index) => _settings.Generators[index];

    /// <summary>Returns the summands of a signal.</summary>
    /// <param name="slot">The signal.</param>
    /// <returns>The summands.</returns>
    /// <remarks>A signal that depends on itself, through a loop of modules, is cut open there: closed loops are not simulated.</remarks>
    public Component[] Components(DspSlot slot)
    {
        int index = (int)slot;
        if (_components[index] is { } made)
        {
            return made;
        }

        if (_isBeingMade[index])
        {
            return [];
        }

        _isBeingMade[index] = true;
        Component[] components = Make(slot);
        _isBeingMade[index] = false;
        _components[index] = components;
        return components;
    }

    /// <summary>Returns the demodulated input of an IQ module before its filter: z = I + jQ in counts, as exponentials.</summary>
    /// <param name="index">0 to 2.</param>
    /// <returns>The exponentials, with their phasors at the start of the epoch.</returns>
    public Tone[] Demodulated(int index) => _demodulated[index] ??= Demodulate(_settings.IqModules[index]);

    private static List<Tone> TonesOf(Component[] components)
    {
        List<Tone> tones = [];
        foreach (Component component in components)
        {
            component.AppendTones(tones);
        }

        return tones;
    }

    // The fundamental of a sine that is clipped at full scale.
    private static Complex Clip(Complex amplitude)
    {
        double ratio = FullScale / amplitude.Magnitude;
        return ratio >= 1 ? amplitude : amplitude * (2 / Math.PI) * (Math.Asin(ratio) + (ratio * Math.Sqrt(1 - (ratio * ratio))));
    }

    private Component[] Make(DspSlot slot) => slot switch
    {
        DspSlot.Generator1 => [FromGenerator(0)],
        DspSlot.Generator2 => [FromGenerator(1)],
        >= DspSlot.Iq0 and <= DspSlot.Iq2 => FromIq(slot - DspSlot.Iq0),
        DspSlot.Iq2Quadrature => FromQuadrature(2, new Complex(0, -1)),
        DspSlot.Output1 => FromRoutes(OutputSelection.Output1),
        DspSlot.Output2 => FromRoutes(OutputSelection.Output2),
        DspSlot.Input1 => _settings.IsLooped ? Components(DspSlot.Output1) : FromDevice(),
        DspSlot.Input2 => Components(DspSlot.Output2),
        _ => [],
    };

    private Component FromGenerator(int index)
    {
        GeneratorOutput output = _settings.Generators[index];
        return output.IsRandom
            ? new RandomComponent(output.Waveform, GaussianNoise.Key(_settings.Seed, -1 - index), Start)
            : new TableComponent(output.Waveform, output.Accumulator);
    }

    private Component[] FromIq(int index)
    {
        IqSettings iq = _settings.IqModules[index];
        if (iq.Output == IqOutput.Quadrature)
        {
            return FromQuadrature(index, Complex.One);
        }

        if (iq.Output != IqOutput.OutputDirect || !iq.IsRunning || iq.Amplitude is 0)
        {
            return [];
        }

        // A sine: Re(-j A exp(j phase)).
        Tone oscillator = Oscillator(iq.Phase, iq.Frequency, iq.ModulationFactor);
        return [new ToneComponent(oscillator with { Amplitude = new Complex(0, -iq.Amplitude) * oscillator.Amplitude })];
    }

    // The quadratures as their filter leaves them, without its transients.
    private Component[] FromQuadrature(int index, Complex factor)
    {
        IqSettings iq = _settings.IqModules[index];
        Tone[] demodulated = Demodulated(index);
        var components = new Component[demodulated.Length];
        for (int i = 0; i < components.Length; i++)
        {
            Tone tone = demodulated[i];
            Complex gain = iq.QuadratureFilter.Response(tone.Rate) * iq.QuadratureFactor * factor;
            components[i] = new ToneComponent(tone with { Amplitude = tone.Amplitude * gain });
        }

        return components;
    }

    private Component[] FromRoutes(OutputSelection output)
    {
        List<Component> components = [];
        for (DspSlot slot = DspSlot.Iq0; slot <= DspSlot.Generator2; slot++)
        {
            if ((_settings.Routes[(int)slot] & output) != 0)
            {
                components.AddRange(Components(slot));
            }
        }

        return [.. components];
    }

    private Component[] FromDevice()
    {
        Device.Continue(Previous);
        Previous = null;
        Tone ring = Device.Ring;
        return ring.Amplitude.Magnitude > InaudibleCounts ? [.. Device.Steady, new ToneComponent(ring)] : Device.Steady;
    }

    private Tone[] Demodulate(IqSettings iq)
    {
        if (!iq.IsRunning)
        {
            return [];
        }

        // z = x (sin + j cos) = x j exp(-j phase), with x = (c exp(s n) + conj) / 2.
        Tone oscillator = Oscillator(iq.Phase, iq.Frequency, iq.DemodulationFactor);
        Complex shift = Complex.FromPolarCoordinates(1, -2 * Math.PI * iq.DemodulationPhase / 4294967296.0);
        Complex reference = Complex.ImaginaryOne * Complex.Conjugate(oscillator.Amplitude) * shift / 2;
        bool isAnalog = iq.Input is DspSlot.Input1 or DspSlot.Input2;
        List<Tone> tones = TonesOf(Components(iq.Input));
        var result = new Tone[2 * tones.Count];
        for (int i = 0; i < tones.Count; i++)
        {
            Complex rate = tones[i].Rate;
            Complex amplitude = isAnalog ? Clip(tones[i].Amplitude) : tones[i].Amplitude;
            Complex filtered = amplitude * iq.InputFilter.Response(rate) * Complex.Exp(-rate * iq.Delay);
            result[2 * i] = new Tone(filtered * reference, rate - oscillator.Rate);
            result[(2 * i) + 1] = new Tone(Complex.Conjugate(filtered) * reference, Complex.Conjugate(rate) - oscillator.Rate);
        }

        return result;
    }

    private static Tone Oscillator(uint phase, uint frequency, uint factor)
    {
        const double Radians = 2 * Math.PI / 4294967296.0;
        uint start = unchecked(phase * factor);
        uint step = unchecked(frequency * factor);
        double folded = step > int.MaxValue ? step - 4294967296.0 : step;
        return new Tone(Complex.FromPolarCoordinates(1, start * Radians), new Complex(0, folded * Radians));
    }
}
