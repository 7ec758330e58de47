namespace Tutti.Signals;

/// <summary>Is what can be averaged: a trace, or several traces that were taken together.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IAverageable<TSelf>
    where TSelf : IAverageable<TSelf>
{
    /// <summary>Mixes the next result into this mean.</summary>
    /// <param name="next">The next result; the same axes and units.</param>
    /// <param name="weight">The weight of <paramref name="next"/>, from 0 to 1.</param>
    /// <returns>A new object, this (1 - weight) + next weight; this and <paramref name="next"/> stay as they are.</returns>
    /// <exception cref="ArgumentException"><paramref name="next"/> has other axes or units.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> is not from 0 to 1.</exception>
    TSelf AverageWith(TSelf next, double weight);
}
