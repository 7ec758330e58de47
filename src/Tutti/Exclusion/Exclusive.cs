using System.Runtime.CompilerServices;
using Tutti.Exclusion.Internal;
using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Timing;

namespace Tutti.Exclusion;

/// <summary>Gives exclusive access to devices and parameters.</summary>
/// <remarks>
/// <para>
/// A request gets all that it asks for or nothing, in order of arrival: nobody overtakes on a shared resource. While it is held every set,
/// command and hardware read of those resources by another flow waits; the last known value can always be read. A device includes its
/// parameters.
/// </para>
/// <para>
/// The lease belongs to the flow that calls, and what that starts shares it. A request for something that an enclosing flow holds takes it
/// from there: the enclosing flow and other futures started in it wait until it is given back. Thread safe.
/// </para>
/// </remarks>
public static class Exclusive
{
    /// <summary>Acquires devices and parameters exclusively.</summary>
    /// <param name="resources">The devices and parameters.</param>
    /// <returns>The lease, for <see langword="using"/>; to be awaited once, in the flow that calls.</returns>
    /// <exception cref="ArgumentException">There is none, or one is <see langword="null"/>.</exception>
    /// <exception cref="OperationCanceledException">The future whose work the caller is was cancelled.</exception>
    [OverloadResolutionPriority(1)] // A device is also a collection of its parameters, but who names it means all of it.
    public static ValueTask<Lease> AcquireAsync(params ReadOnlySpan<IExclusive> resources) =>
        AcquireCoreAsync(resources.ToArray(), null, CancellationToken.None);

    /// <inheritdoc cref="AcquireAsync(ReadOnlySpan{IExclusive})"/>
    /// <param name="resources">The devices and parameters.</param>
    /// <param name="timeout">The longest time to wait; by default there is no limit.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TimeoutException">It was not granted in time; the message says who holds what.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative, or longer than about 49 days.</exception>
    public static ValueTask<Lease> AcquireAsync(
        IEnumerable<IExclusive> resources, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resources);
        return AcquireCoreAsync([.. resources], timeout, cancellationToken);
    }

    /// <summary>Acquires devices and parameters exclusively, and waits for them like <see cref="Future.Join()"/>.</summary>
    /// <param name="resources">The devices and parameters.</param>
    /// <returns>The lease, for <see langword="using"/>.</returns>
    /// <inheritdoc cref="AcquireAsync(ReadOnlySpan{IExclusive})" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static Lease Acquire(params ReadOnlySpan<IExclusive> resources) =>
        AcquireCore(resources.ToArray(), null, CancellationToken.None);

    /// <inheritdoc cref="Acquire(ReadOnlySpan{IExclusive})"/>
    /// <param name="resources">The devices and parameters.</param>
    /// <param name="timeout">The longest time to wait; by default there is no limit.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TimeoutException">It was not granted in time; the message says who holds what.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative, or longer than about 49 days.</exception>
    public static Lease Acquire(
        IEnumerable<IExclusive> resources, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resources);
        return AcquireCore([.. resources], timeout, cancellationToken);
    }

    private static Lease AcquireCore(IExclusive[] resources, TimeSpan? timeout, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // The caller disposes of it.
        Lease lease = Request(resources, timeout);
#pragma warning restore CA2000
        try
        {
            return Blocking.Wait(EnterAsync(lease, timeout, cancellationToken));
        }
        catch
        {
            lease.Dispose(); // If it cannot wait here, it must not be granted later, to nobody.
            throw;
        }
    }

    private static ValueTask<Lease> AcquireCoreAsync(IExclusive[] resources, TimeSpan? timeout, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // The caller disposes of it.
        Lease lease = Request(resources, timeout);
#pragma warning restore CA2000
        return EnterAsync(lease, timeout, cancellationToken);
    }

    private static ValueTask<Lease> EnterAsync(Lease lease, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ValueTask granted = lease.Claim.EnterAsync(timeout, cancellationToken);
        return granted.IsCompletedSuccessfully ? new ValueTask<Lease>(lease) : WhenGrantedAsync(granted, lease);
    }

    private static Lease Request(IExclusive[] resources, TimeSpan? timeout)
    {
        if (resources.Length == 0)
        {
            throw new ArgumentException("To acquire nothing makes no sense: name at least one device or parameter.", nameof(resources));
        }

        if (Array.Exists(resources, resource => resource is null))
        {
            throw new ArgumentException("One of the resources is null.", nameof(resources));
        }

        if (timeout is { } time && time != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, nameof(timeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time, PreciseClock.LongestTimer, nameof(timeout));
        }

        return new Lease(new Claim(
            ClaimKind.Lease, GatesOf(resources), () => string.Join(", ", resources.Select(resource => resource.FullName))));
    }

#pragma warning disable TUTTI005 // The flow of whoever called AcquireAsync holds it since the request; this only waits.
    private static async ValueTask<Lease> WhenGrantedAsync(ValueTask granted, Lease lease)
#pragma warning restore TUTTI005
    {
        await granted.ConfigureAwait(EventLoop.IsCurrent);
        return lease;
    }

    private static Gate[] GatesOf(IExclusive[] resources)
    {
        if (resources.Length == 1)
        {
            return [.. resources[0].Gates];
        }

        HashSet<Gate> gates = [];
        foreach (IExclusive resource in resources)
        {
            gates.UnionWith(resource.Gates);
        }

        return [.. gates];
    }
}
