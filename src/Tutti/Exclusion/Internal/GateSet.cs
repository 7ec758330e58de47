namespace Tutti.Exclusion.Internal;

/// <summary>Is the gates that a claim has to pass, in their order: those of one resource, and of another without an array for both.</summary>
/// <remarks>A gate may be twice among them: a device's and its parameter's.</remarks>
internal readonly struct GateSet(Gate[] first, Gate[] second)
{
    private readonly Gate[] _first = first;
    private readonly Gate[] _second = second;

    /// <summary>Gets the first one.</summary>
    public Gate First => _first[0];

    /// <summary>Gets all but the first one.</summary>
    public Enumerator Others => new(_first, _second, 0);

    /// <summary>Gives the gates of some resources.</summary>
    public static GateSet Of(IExclusive[] resources) => new(
        resources[0].Gates,
        resources.Length == 2 ? resources[1].Gates : [.. resources.Skip(1).SelectMany(resource => resource.Gates)]);

    /// <summary>Tells whether it is those of the same resources, named in the same order.</summary>
    public bool IsSameAs(in GateSet other) => ReferenceEquals(_first, other._first) && ReferenceEquals(_second, other._second);

    /// <summary>Gives them one after the other, for <see langword="foreach"/>.</summary>
    public Enumerator GetEnumerator() => new(_first, _second, -1);

    internal struct Enumerator(Gate[] first, Gate[] second, int index)
    {
        private readonly Gate[] _second = second;
        private Gate[] _gates = first;
        private int _index = index;

        public readonly Gate Current => _gates[_index];

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (++_index < _gates.Length)
            {
                return true;
            }

            if (ReferenceEquals(_gates, _second))
            {
                return false;
            }

            (_gates, _index) = (_second, 0);
            return _second.Length > 0;
        }
    }
}
