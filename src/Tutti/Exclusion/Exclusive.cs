using System.Runtime.CompilerServices;
using Tutti.Exclusion.Internal;
using Tutti.Execution;
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
    /// <summary>Acquires a device or parameter exclusively.</summary>
    /// <param name="resource">The device or parameter.</param>
    /// <param name="line">The line of the call, for messages; filled in by the compiler.</param>
    /// <param name="file">Its source file; filled in by the compiler.</param>
    /// <returns>The lease, for <see langword="using"/>; to be awaited once, in the flow that calls.</returns>
    /// <exception cref="ArgumentException">One of what is named is <see langword="null"/>, or there is none.</exception>
    /// <exception cref="OperationCanceledException">The future whose work the caller is was cancelled (in the task, like all that follow).</exception>
    /// <exception cref="DeadlockException">The wait would close a circle of flows that wait for one another; nothing was enqueued.</exception>
    [OverloadResolutionPriority(1)] // A device is also a collection of its parameters, but who names it means all of it.
    public static ValueTask<Lease> AcquireAsync(
        IExclusive resource, [CallerLineNumber] int line = 0, [CallerFilePath] string? file = null) =>
        Request(resource, file, line).EnterAsync(null, CancellationToken.None);

    /// <summary>Acquires two devices or parameters exclusively, both or none.</summary>
    /// <param name="first">The one.</param>
    /// <param name="second">The other.</param>
    /// <param name="line">The line of the call, for messages; filled in by the compiler.</param>
    /// <param name="file">Its source file; filled in by the compiler.</param>
    /// <returns>The lease, for <see langword="using"/>; to be awaited once, in the flow that calls.</returns>
    /// <inheritdoc cref="AcquireAsync(IExclusive, int, string?)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static ValueTask<Lease> AcquireAsync(
        IExclusive first, IExclusive second, [CallerLineNumber] int line = 0, [CallerFilePath] string? file = null) =>
        Request(first, second, file, line).EnterAsync(null, CancellationToken.None);

    /// <summary>Acquires three devices or parameters exclusively, all or none.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="second">The second one.</param>
    /// <param name="third">The third one.</param>
    /// <param name="line">The line of the call, for messages; filled in by the compiler.</param>
    /// <param name="file">Its source file; filled in by the compiler.</param>
    /// <returns>The lease, for <see langword="using"/>; to be awaited once, in the flow that calls.</returns>
    /// <inheritdoc cref="AcquireAsync(IExclusive, int, string?)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static ValueTask<Lease> AcquireAsync(
        IExclusive first, IExclusive second, IExclusive third, [CallerLineNumber] int line = 0, [CallerFilePath] string? file = null) =>
        Request([first, second, third], file, line).EnterAsync(null, CancellationToken.None);

    /// <summary>Acquires four devices or parameters exclusively, all or none.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="second">The second one.</param>
    /// <param name="third">The third one.</param>
    /// <param name="fourth">The fourth one.</param>
    /// <param name="line">The line of the call, for messages; filled in by the compiler.</param>
    /// <param name="file">Its source file; filled in by the compiler.</param>
    /// <returns>The lease, for <see langword="using"/>; to be awaited once, in the flow that calls.</returns>
    /// <inheritdoc cref="AcquireAsync(IExclusive, int, string?)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static ValueTask<Lease> AcquireAsync(
        IExclusive first,
        IExclusive second,
        IExclusive third,
        IExclusive fourth,
        [CallerLineNumber] int line = 0,
        [CallerFilePath] string? file = null) =>
        Request([first, second, third, fourth], file, line).EnterAsync(null, CancellationToken.None);

    /// <summary>Acquires devices and parameters exclusively, all or none.</summary>
    /// <param name="resources">The devices and parameters. Given as a collection, messages can say where the call stands.</param>
    /// <returns>The lease, for <see langword="using"/>; to be awaited once, in the flow that calls.</returns>
    /// <inheritdoc cref="AcquireAsync(IExclusive, int, string?)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static ValueTask<Lease> AcquireAsync(params ReadOnlySpan<IExclusive> resources) =>
        Request(resources.ToArray(), null, 0).EnterAsync(null, CancellationToken.None);

    /// <inheritdoc cref="AcquireAsync(ReadOnlySpan{IExclusive})"/>
    /// <param name="resources">The devices and parameters.</param>
    /// <param name="timeout">The longest time to wait; by default there is no limit.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <param name="line">The line of the call, for messages; filled in by the compiler.</param>
    /// <param name="file">Its source file; filled in by the compiler.</param>
    /// <exception cref="TimeoutException">It was not granted in time; the message says who holds what.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative, or longer than about 49 days.</exception>
    public static ValueTask<Lease> AcquireAsync(
        IEnumerable<IExclusive> resources,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default,
        [CallerLineNumber] int line = 0,
        [CallerFilePath] string? file = null)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ThrowIfNoLimit(timeout);
        return Request(Listed(resources), file, line).EnterAsync(timeout, cancellationToken);
    }

    /// <summary>Acquires a device or parameter exclusively, and waits for it like <see cref="Future.Join()"/>.</summary>
    /// <param name="resource">The device or parameter.</param>
    /// <param name="line">The line of the call, for messages; filled in by the compiler.</param>
    /// <param name="file">Its source file; filled in by the compiler.</param>
    /// <returns>The lease, for <see langword="using"/>.</returns>
    /// <inheritdoc cref="AcquireAsync(IExclusive, int, string?)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static Lease Acquire(IExclusive resource, [CallerLineNumber] int line = 0, [CallerFilePath] string? file = null) =>
        Enter(Request(resource, file, line), null, CancellationToken.None);

    /// <summary>Acquires two devices or parameters exclusively, both or none, and waits for them like <see cref="Future.Join()"/>.</summary>
    /// <param name="first">The one.</param>
    /// <param name="second">The other.</param>
    /// <param name="line">The line of the call, for messages; filled in by the compiler.</param>
    /// <param name="file">Its source file; filled in by the compiler.</param>
    /// <returns>The lease, for <see langword="using"/>.</returns>
    /// <inheritdoc cref="AcquireAsync(IExclusive, int, string?)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static Lease Acquire(
        IExclusive first, IExclusive second, [CallerLineNumber] int line = 0, [CallerFilePath] string? file = null) =>
        Enter(Request(first, second, file, line), null, CancellationToken.None);

    /// <summary>Acquires three devices or parameters exclusively, all or none, and waits for them like <see cref="Future.Join()"/>.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="second">The second one.</param>
    /// <param name="third">The third one.</param>
    /// <param name="line">The line of the call, for messages; filled in by the compiler.</param>
    /// <param name="file">Its source file; filled in by the compiler.</param>
    /// <returns>The lease, for <see langword="using"/>.</returns>
    /// <inheritdoc cref="AcquireAsync(IExclusive, int, string?)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static Lease Acquire(
        IExclusive first, IExclusive second, IExclusive third, [CallerLineNumber] int line = 0, [CallerFilePath] string? file = null) =>
        Enter(Request([first, second, third], file, line), null, CancellationToken.None);

    /// <summary>Acquires four devices or parameters exclusively, all or none, and waits for them like <see cref="Future.Join()"/>.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="second">The second one.</param>
    /// <param name="third">The third one.</param>
    /// <param name="fourth">The fourth one.</param>
    /// <param name="line">The line of the call, for messages; filled in by the compiler.</param>
    /// <param name="file">Its source file; filled in by the compiler.</param>
    /// <returns>The lease, for <see langword="using"/>.</returns>
    /// <inheritdoc cref="AcquireAsync(IExclusive, int, string?)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static Lease Acquire(
        IExclusive first,
        IExclusive second,
        IExclusive third,
        IExclusive fourth,
        [CallerLineNumber] int line = 0,
        [CallerFilePath] string? file = null) =>
        Enter(Request([first, second, third, fourth], file, line), null, CancellationToken.None);

    /// <summary>Acquires devices and parameters exclusively, all or none, and waits for them like <see cref="Future.Join()"/>.</summary>
    /// <param name="resources">The devices and parameters. Given as a collection, messages can say where the call stands.</param>
    /// <returns>The lease, for <see langword="using"/>.</returns>
    /// <inheritdoc cref="AcquireAsync(IExclusive, int, string?)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    public static Lease Acquire(params ReadOnlySpan<IExclusive> resources) =>
        Enter(Request(resources.ToArray(), null, 0), null, CancellationToken.None);

    /// <inheritdoc cref="Acquire(ReadOnlySpan{IExclusive})"/>
    /// <param name="resources">The devices and parameters.</param>
    /// <param name="timeout">The longest time to wait; by default there is no limit.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <param name="line">The line of the call, for messages; filled in by the compiler.</param>
    /// <param name="file">Its source file; filled in by the compiler.</param>
    /// <exception cref="TimeoutException">It was not granted in time; the message says who holds what.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative, or longer than about 49 days.</exception>
    public static Lease Acquire(
        IEnumerable<IExclusive> resources,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default,
        [CallerLineNumber] int line = 0,
        [CallerFilePath] string? file = null)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ThrowIfNoLimit(timeout);
        return Enter(Request(Listed(resources), file, line), timeout, cancellationToken);
    }

    private static Lease Enter(LeaseClaim claim, TimeSpan? timeout, CancellationToken cancellationToken)
    {
#pragma warning disable VSTHRD002, CA2012 // It has ended when its result is fetched.
        ValueTask<Lease> granted = claim.EnterAsync(timeout, cancellationToken);
        if (!granted.IsCompleted)
        {
            try
            {
                claim.Waiting!.Join();
            }
            catch
            {
                claim.Abandon(); // If it cannot wait here, it must not be granted later, to nobody.
                throw;
            }
        }

        return granted.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002, CA2012
    }

    private static LeaseClaim Request(IExclusive resource, string? file, int line)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new LeaseClaim(resource, null, file, line);
    }

    private static LeaseClaim Request(IExclusive first, IExclusive second, string? file, int line)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new LeaseClaim(first, second, file, line);
    }

    private static LeaseClaim Request(IExclusive[] resources, string? file, int line)
    {
        if (resources.Length == 0)
        {
            throw new ArgumentException("To acquire nothing makes no sense: name at least one device or parameter.", nameof(resources));
        }

        if (Array.Exists(resources, resource => resource is null))
        {
            throw new ArgumentException("One of the resources is null.", nameof(resources));
        }

        return new LeaseClaim(resources, file, line);
    }

    private static IExclusive[] Listed(IEnumerable<IExclusive> resources) => resources is IExclusive all ? [all] : [.. resources];

    private static void ThrowIfNoLimit(TimeSpan? timeout)
    {
        if (timeout is { } time && time != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, nameof(timeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time, PreciseClock.LongestTimer, nameof(timeout));
        }
    }
}
