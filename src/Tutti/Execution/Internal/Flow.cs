namespace Tutti.Execution.Internal;

/// <summary>Is what one logical flow of control carries along: its family, its shield, its lease and its run.</summary>
/// <remarks>
/// <para>
/// Immutable once it is entered. One <see cref="AsyncLocal{T}"/> serves all of it, so that starting a future changes the execution context once;
/// and the flow that a future begins is at the same time the source of its token: an object less for each start. What a flow comes to hold is
/// by itself the flow that holds it: an object less for each lease and each operation.
/// </para>
/// <para>
/// Nothing but a virtual run is carried where the flow of the execution context is suppressed: what is started there belongs to its owner.
/// </para>
/// </remarks>
internal class Flow : CancellationTokenSource
{
    private static readonly AsyncLocal<Flow?> Local = new();

    private static readonly Flow Nothing = new(null, null, null, null, null);

    private readonly object? _lease;
    private readonly Flow? _hidden; // of a flow that is suppressed: what it was before, or Nothing, and is again afterwards

    private Flow(Future? owner, Shield? shield, object? lease, VirtualRun? run)
        : this(owner, shield, lease, run, ExecutionContext.IsFlowSuppressed() ? FindHidden() : null)
    {
    }

    /// <summary>Initializes what the calling flow comes to hold, as the flow that holds it; entered by <see cref="Enter()"/>.</summary>
    /// <param name="outer">The calling flow.</param>
    /// <param name="isSuppressed">Whether the flow of the execution context is suppressed.</param>
    protected Flow(Flow? outer, bool isSuppressed)
        : this(outer?.Owner, outer?.Shield, null, outer?.Run, isSuppressed ? FindHidden() : null)
    {
    }

    /// <summary>Initializes what a future holds whose work begins, as the flow that is that work; not where the flow is suppressed.</summary>
    /// <param name="owner">The future.</param>
    /// <param name="run">The virtual run that it is part of, if any.</param>
    protected Flow(Future owner, VirtualRun? run)
        : this(owner, null, null, run, null)
    {
    }

    private Flow(Future? owner, Shield? shield, object? lease, VirtualRun? run, Flow? hidden)
    {
        Owner = owner;
        Shield = shield;
        _lease = lease;
        Run = run;
        _hidden = hidden;
    }

    /// <summary>Gets the flow of the calling code, or <see langword="null"/> where nothing is carried.</summary>
    public static Flow? Current => !ExecutionContext.IsFlowSuppressed() ? CurrentUnsuppressed
        : Local.Value is { _hidden: null } outside ? outside.RunOnly
        : Local.Value;

    /// <summary>Gets the same where the flow of the execution context is known not to be suppressed.</summary>
    public static Flow? CurrentUnsuppressed =>
        Local.Value is not { } value ? null
        : value._hidden is not { } hidden ? value
        : ReferenceEquals(hidden, Nothing) ? null
        : hidden;

    /// <summary>Gets the flow of the calling code, which has just captured its context.</summary>
    /// <param name="context">The context; <see langword="null"/> where the flow of the execution context is suppressed.</param>
    public static Flow? In(ExecutionContext? context) => context is null ? Current : CurrentUnsuppressed;

    /// <summary>Gets the token that a wait of the calling flow obeys: its shield's, else its future's, else none.</summary>
    public static CancellationToken CurrentToken
    {
        get => Current?.ObeyedToken ?? CancellationToken.None;
    }

    /// <summary>Gets the token that a wait of the flow obeys.</summary>
    public CancellationToken ObeyedToken => Shield?.Family.Token ?? Owner?.TokenOfFlow ?? CancellationToken.None;

    /// <summary>Gets a value indicating whether that token has been cancelled; costs less than to ask the token.</summary>
    public bool IsCancelRequested => Shield is { } shield ? shield.Family.IsCancelled : Owner is { IsFlowCancelled: true };

    /// <summary>Gets the future whose work the flow is.</summary>
    public Future? Owner { get; }

    /// <summary>Gets the innermost shield around the flow within its future's work.</summary>
    public Shield? Shield { get; }

    /// <summary>Gets what the flow holds of exclusive resources; the type is Exclusion's affair.</summary>
    public virtual object? Lease => _lease;

    /// <summary>Gets the virtual run that the flow is part of; <see langword="null"/> in real time.</summary>
    public VirtualRun? Run { get; }

    /// <summary>Gets the time of the run that the flow belongs to; <see langword="null"/> means the precise clock.</summary>
    public TimeProvider? Clock => Run?.Clock;

    /// <summary>Gets what is carried along where the flow is suppressed: a virtual run has nothing outside of it.</summary>
    private Flow? RunOnly => Run is null ? null : Run.SuppressedFlow ??= new Flow(null, null, null, Run);

    /// <summary>Makes the calling flow the program of a virtual run, and nothing else that it was.</summary>
    public static void Enter(VirtualRun run) => Local.Value = new Flow(null, null, null, run);

    /// <summary>Makes an execution context without any value but that it is part of a virtual run.</summary>
    public static ExecutionContext CreateContext(VirtualRun run)
    {
        ExecutionContext? context = null;
        ExecutionContext.Run(
            BlankContext.Instance,
            run =>
            {
                Enter((VirtualRun)run!);
                context = ExecutionContext.Capture();
            },
            run);
        return context!;
    }

    /// <summary>Makes the calling flow the work of <paramref name="owner"/>, with the lease and the run that it had.</summary>
    public static void Enter(Future owner)
    {
        Flow? outer = Current;
        Local.Value = new Flow(owner, null, outer?.Lease, outer?.Run);
    }

    /// <summary>Makes the flow that is the work of a future, to be entered by <see cref="Enter()"/>; not where the flow is suppressed.</summary>
    /// <param name="owner">The future.</param>
    /// <param name="caller">The flow that starts it.</param>
    public static Flow Of(Future owner, Flow? caller) => new(owner, null, caller?.Lease, caller?.Run, null);

    /// <summary>Makes it the calling flow.</summary>
    public void Enter() => Local.Value = this;

    /// <summary>Replaces the shield of the calling flow.</summary>
    public static void SetShield(Shield? shield)
    {
        Flow? outer = Current;
        Local.Value = new Flow(outer?.Owner, shield, outer?.Lease, outer?.Run);
    }

    /// <summary>Replaces the lease of the calling flow.</summary>
    public static void SetLease(object? lease)
    {
        Flow? outer = Current;
        if (!ReferenceEquals(outer?.Lease, lease))
        {
            Local.Value = new Flow(outer?.Owner, outer?.Shield, lease, outer?.Run);
        }
    }

    private static Flow FindHidden() => Local.Value is not { } outer ? Nothing : outer._hidden ?? outer;

    /// <summary>Captures the execution context for what is started here; a blank one, but for the flow, where it is suppressed.</summary>
    public static ExecutionContext CaptureContext()
    {
        PlainHolding.MarkFlow();
        ExecutionContext? context = ExecutionContext.Capture();
        if (context is null && Current is { } flow)
        {
            ExecutionContext.Run(
                BlankContext.Instance,
                _ =>
                {
                    Local.Value = new Flow(flow.Owner, flow.Shield, flow.Lease, flow.Run);
                    context = ExecutionContext.Capture();
                },
                null);
        }

        return context ?? BlankContext.Instance;
    }
}
