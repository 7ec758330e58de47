namespace Tutti.Exclusion.Internal;

/// <summary>Is a queue of claims, in order of arrival, from which anyone can leave; quick at the head.</summary>
internal struct ClaimQueue
{
    private Place[]? _places; // the length is a power of 2, so that a mask finds the place
    private int _head;

    /// <summary>Gets how many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Gets one of them, counted from the head.</summary>
    public readonly Claim this[int index] => _places![(_head + index) & (_places.Length - 1)].Claim!;

    /// <summary>Adds one at a place, before whoever is there.</summary>
    public void Insert(int index, Claim claim)
    {
        _places ??= new Place[4];
        if (Count == _places.Length)
        {
            var larger = new Place[2 * _places.Length];
            for (int i = 0; i < Count; i++)
            {
                larger[i].Claim = this[i];
            }

            (_places, _head) = (larger, 0);
        }

        int mask = _places.Length - 1;
        for (int i = Count++; i > index; i--)
        {
            _places[(_head + i) & mask] = _places[(_head + i - 1) & mask];
        }

        _places[(_head + index) & mask].Claim = claim;
    }

    /// <summary>Removes one, if it is there.</summary>
    /// <returns>Whether it was.</returns>
    public bool Remove(Claim claim)
    {
        int index = 0;
        while (index < Count && !ReferenceEquals(this[index], claim))
        {
            index++;
        }

        if (index == Count)
        {
            return false;
        }

        int mask = _places!.Length - 1;
        for (int i = index; i > 0; i--)
        {
            _places[(_head + i) & mask] = _places[(_head + i - 1) & mask];
        }

        RemoveFirst();
        return true;
    }

    /// <summary>Removes the one at the head.</summary>
    public void RemoveFirst()
    {
        _places![_head].Claim = null;
        _head = (_head + 1) & (_places.Length - 1);
        Count--;
    }

    // a structure, for an array of references would check the type of what is written
    private struct Place
    {
        public Claim? Claim;
    }
}
