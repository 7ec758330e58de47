using Tutti.Simulation.RedPitaya.Server;

namespace Tutti.Simulation.RedPitaya;

/// <summary>Makes a simulated board misbehave on purpose, so that what is built on it can be tested.</summary>
/// <remarks>One fault is planned at a time; planning another replaces it. Safe to call from any thread.</remarks>
public sealed class RedPitayaFaults
{
    private readonly Lock _gate = new();
    private Fault _planned;
    private long _countdown;
    private bool _isSilent;

    /// <summary>Initializes a new instance without faults.</summary>
    internal RedPitayaFaults()
    {
    }

    /// <summary>Lets the board go silent: requests are swallowed until the client leaves or <see cref="Clear"/> is called.</summary>
    /// <param name="requests">The number of requests that are still answered.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="requests"/> is negative.</exception>
    public void GoSilent(int requests = 0) => Plan(Fault.Silence, requests);

    /// <summary>Lets the board end the connection instead of answering, once.</summary>
    /// <param name="requests">The number of requests that are still answered.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="requests"/> is negative.</exception>
    public void Disconnect(int requests = 0) => Plan(Fault.Disconnect, requests);

    /// <summary>Lets the board end the connection in the middle of a reply, once.</summary>
    /// <param name="requests">The number of requests that are still answered.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="requests"/> is negative.</exception>
    public void DisconnectWithinReply(int requests = 0) => Plan(Fault.HalfReply, requests);

    /// <summary>Lets the board answer with bytes that mean nothing, once, in the length of the right reply.</summary>
    /// <param name="requests">The number of requests that are still answered.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="requests"/> is negative.</exception>
    public void SendGarbage(int requests = 0) => Plan(Fault.Garbage, requests);

    /// <summary>Lets the board work as it should.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _planned = Fault.None;
            _isSilent = false;
        }
    }

    /// <summary>Tells what happens to the request that has just come.</summary>
    /// <returns>The fault, or none.</returns>
    internal Fault Next()
    {
        lock (_gate)
        {
            if (_planned == Fault.None || _countdown-- > 0)
            {
                return Fault.None;
            }

            Fault fault = _planned;
            _isSilent = fault == Fault.Silence;
            _planned = _isSilent ? Fault.Silence : Fault.None;
            _countdown = 0;

            return fault;
        }
    }

    /// <summary>Ends a silence, since the client has left.</summary>
    internal void OnClientLeft()
    {
        lock (_gate)
        {
            if (_isSilent)
            {
                _planned = Fault.None;
                _isSilent = false;
            }
        }
    }

    private void Plan(Fault fault, int requests)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(requests);
        lock (_gate)
        {
            _planned = fault;
            _countdown = requests;
            _isSilent = false;
        }
    }
}
