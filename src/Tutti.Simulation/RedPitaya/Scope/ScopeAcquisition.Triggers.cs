using Tutti.RedPitaya.Registers;

namespace Tutti.Simulation.RedPitaya.Scope;

/// <summary>The search for the trigger in what has happened since the last look.</summary>
internal sealed partial class ScopeAcquisition
{
    /// <summary>Takes an edge of the external trigger.</summary>
    /// <param name="isRising">Whether it went high.</param>
    /// <param name="now">The cycle.</param>
    public void OnExternalEdge(bool isRising, long now)
    {
        AdvanceTo(now);
        ref long last = ref _lastExternalEdges[isRising ? 0 : 1];
        if (last != long.MinValue && now - last < Debounce)
        {
            return;
        }

        last = now;
        if (Source == (isRising ? ScopeTriggerSource.ExternalPositiveEdge : ScopeTriggerSource.ExternalNegativeEdge))
        {
            TriggerIfReady(now);
        }
    }

    private void TriggerIfReady(long now)
    {
        if (_recording is { } recording && !_isDelaying && IsReadyAt(now))
        {
            Trigger(recording, recording.CountAt(now) - 1, now);
        }
    }

    private void Trigger(Recording recording, long sample, long cycle)
    {
        _finalCount = _countBefore + sample + 1;
        _isDelaying = true;
        _endSample = sample + Delay;
        TriggerPointer = IndexOf(sample);
        TriggerTimestamp = cycle;
        _generators.OnScopeTrigger(_history.At(cycle), cycle);
    }

    private bool TryFindTrigger(Recording recording, long now)
    {
        long needed = Delay >= Length ? 0 : Math.Max(0, Length + 1 - Delay - _countBefore);
        long ready = Math.Max(recording.Start + (needed * recording.Decimation), _sourceCycle);
        return now >= ready && Source switch
        {
            ScopeTriggerSource.Channel1PositiveEdge => TryFindEdge(recording, 0, isRising: true, ready, now),
            ScopeTriggerSource.Channel1NegativeEdge => TryFindEdge(recording, 0, isRising: false, ready, now),
            ScopeTriggerSource.Channel2PositiveEdge => TryFindEdge(recording, 1, isRising: true, ready, now),
            ScopeTriggerSource.Channel2NegativeEdge => TryFindEdge(recording, 1, isRising: false, ready, now),
            ScopeTriggerSource.Generator1 => TryFindPulse(recording, 0, ready, now),
            ScopeTriggerSource.Generator2 => TryFindPulse(recording, 1, ready, now),
            _ => false,
        };
    }

    private bool TryFindEdge(Recording recording, int channel, bool isRising, long ready, long now)
    {
        long first = Math.Max(_checkedSample, ((ready - recording.Start + recording.Decimation - 1) / recording.Decimation) - 1);
        first = Math.Max(first, 0);
        long end = recording.CountAt(now);
        if (first >= end)
        {
            return false;
        }

        _edges.IsRising = isRising;
        if (!_isPrepared)
        {
            _edges.Prepare(recording, channel, first);
            _isPrepared = true;
        }

        long found = _edges.Find(recording, channel, first, end);
        _checkedSample = found >= 0 ? found + 1 : end;
        if (found < 0)
        {
            return false;
        }

        Trigger(recording, found, recording.CycleOf(found));
        return true;
    }

    private bool TryFindPulse(Recording recording, int generator, long ready, long now)
    {
        // The first pulse that the debouncing lets through was looked for from one debounce time before the source was chosen.
        long from = _isPrepared ? _checkedCycle : Math.Max(0, Math.Max(_sourceCycle, ready - (100 * Debounce)) - Debounce);
        _isPrepared = true;
        while (true)
        {
            long pulse = GeneratorPulses.Next(_history, generator, from, now);
            if (pulse > now)
            {
                _checkedCycle = Math.Max(from, now + 1);
                return false;
            }

            from = pulse + Math.Max(1, Debounce);
            if (pulse >= ready)
            {
                _checkedCycle = from;
                Trigger(recording, recording.CountAt(pulse) - 1, pulse);
                return true;
            }

            if (Debounce < recording.Decimation)
            {
                from = Math.Max(from, ready);
            }
        }
    }
}
