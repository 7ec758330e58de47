using System.Numerics;
using Tutti.Simulation.RedPitaya.Waves;

namespace Tutti.Simulation.RedPitaya.Signals;

/// <summary>The device under test during one epoch: its steady state, and what rings on from before.</summary>
internal sealed class DevicePath
{
    private const int FewTones = 8;
    private const double InaudibleCounts = 0.01;

    private readonly Resonator _resonator;
    private readonly List<Tone> _input = [];
    private readonly List<StaircaseComponent> _staircases = [];
    private bool _isContinued;

    /// <summary>Initializes the path and works out its steady state.</summary>
    /// <param name="resonator">The device.</param>
    /// <param name="input">The summands of its input.</param>
    public DevicePath(Resonator resonator, Component[] input)
    {
        _resonator = resonator;
        List<Component> steady = [];
        List<Tone> tones = [];
        foreach (Component component in input)
        {
            tones.Clear();
            component.AppendTones(tones);
            // What is constant leaves no output, but an integral, so it stays.
            bool isTable = tones.Count > FewTones;
            tones.RemoveAll(tone => tone.Rate != Complex.Zero && !IsAudible(Through(tone)));
            Tone[] responses = [.. tones.Select(Through)];
            if (isTable && component is TableComponent table)
            {
                Component response = table.Through(resonator, responses);
                steady.Add(response);
                if (response is StaircaseComponent staircase)
                {
                    _staircases.Add(staircase);
                    continue;
                }
            }
            else
            {
                steady.AddRange(responses.Where(IsAudible).Select(static tone => new ToneComponent(tone)));
            }

            _input.AddRange(tones);
        }

        Steady = [.. steady];
    }

    /// <summary>Gets the summands of the output in the steady state.</summary>
    public Component[] Steady { get; }

    /// <summary>Gets the free ringing from before, as known after <see cref="Continue"/>.</summary>
    public Tone Ring { get; private set; }

    /// <summary>Works out the ringing from what the device did before.</summary>
    /// <param name="previous">The epoch before, or <see langword="null"/> if all was at rest or long forgotten.</param>
    public void Continue(Epoch? previous)
    {
        Stack<Epoch> pending = [];
        for (Epoch? epoch = previous; epoch is not null && !epoch.Device._isContinued; epoch = epoch.Previous)
        {
            if (epoch.End - epoch.Start > _resonator.MemoryCycles)
            {
                break;
            }

            pending.Push(epoch);
        }

        while (pending.TryPop(out Epoch? epoch))
        {
            epoch.Device.ContinueFrom(epoch.Previous);
            epoch.Previous = null;
        }

        ContinueFrom(previous);
    }

    private void ContinueFrom(Epoch? previous)
    {
        if (_isContinued)
        {
            return;
        }

        (double output, double integral) = previous is null ? (0, 0) : previous.Device.StateAt(previous.End - previous.Start);
        (double steadyOutput, double steadyIntegral) = SteadyStateAt(0);
        Ring = _resonator.Ring(output - steadyOutput, integral - steadyIntegral);
        _isContinued = true;
    }

    private static bool IsAudible(Tone tone) => tone.Amplitude.Magnitude >= InaudibleCounts;

    private Tone Through(Tone tone) => tone with { Amplitude = tone.Amplitude * _resonator.Response(tone.Rate) };

    private (double Output, double Integral) StateAt(long cycle)
    {
        (double output, double integral) = SteadyStateAt(cycle);
        Complex ring = Ring.PhasorAt(cycle);
        return (output + ring.Real, integral + (ring / _resonator.Pole).Real);
    }

    private (double Output, double Integral) SteadyStateAt(long cycle)
    {
        double output = 0;
        double integral = 0;
        foreach (Tone tone in _input)
        {
            Complex phasor = _resonator.IntegralResponse(tone.Rate) * tone.PhasorAt(cycle);
            integral += phasor.Real;
            output += (phasor * tone.Rate).Real;
        }

        foreach (StaircaseComponent staircase in _staircases)
        {
            (double staircaseOutput, double staircaseIntegral) = staircase.StateAt(cycle);
            output += staircaseOutput;
            integral += staircaseIntegral;
        }

        return (output, integral);
    }
}
