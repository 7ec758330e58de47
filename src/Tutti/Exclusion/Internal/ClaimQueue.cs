namespace Tutti.Exclusion.Internal;

/// <summary>Is a queue of claims, in order of arrival, from which anyone can leave; quick at the head.</summary>
internal struct ClaimQueue
{
    private Claim?[]? _claims; // the length is a power of 2, so that a mask finds the place
    private int _head;

    /// <summary>Gets how many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Gets one of them, counted from the head.</summary>
    public readonly Claim this[int index] => _claims![(_head + index) & (_claims.Length - 1)]!;

    /// <summary>Adds one at the end.</summary>
    public void Add(Claim claim)
    {
        _claims ??= new Claim?[4];
        if (Count == _claims.Length)
        {
            var larger = new Claim?[2 * _claims.Length];
            for (int i = 0; i < Count; i++)
            {
                larger[i] = this[i];
            }

            (_claims, _head) = (larger, 0);
        }

        _claims[(_head + Count++) & (_claims.Length - 1)] = claim;
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

        int mask = _claims!.Length - 1;
        for (int i = index; i > 0; i--)
        {
            _claims[(_head + i) & mask] = _claims[(_head + i - 1) & mask];
        }

        _claims[_head] = null;
        _head = (_head + 1) & mask;
        Count--;
        return true;
    }
}
