namespace Tutti.Execution.Internal;

/// <summary>Is what one logical flow of control carries along: its family, its shield, its lease and its clock.</summary>
/// <remarks>
/// <para>Immutable. One <see cref="AsyncLocal{T}"/> serves all of it, so that starting a future changes the execution context once.</para>
/// <para>Nothing is carried where the flow of the execution context is suppressed: what is started there belongs to its owner.</para>
/// </remarks>
internal sealed class Flow
{
    private static readonly AsyncLocal<Flow?> Local = new();

    private static readonly Lazy<ExecutionContext> LazyBlankContext = new(CaptureBlankContext);

    private Flow(Future? owner, Shield? shield, object? lease, TimeProvider? clock)
    {
        Owner = owner;
        Shield = shield;
        Lease = lease;
        Clock = clock;
    }

    /// <summary>Gets the flow of the calling code, or <see langword="null"/> where nothing is carried.</summary>
    public static Flow? Current => ExecutionContext.IsFlowSuppressed() ? null : Local.Value;

    /// <summary>Gets the token that a wait of the calling flow obeys: its shield's, else its future's, else none.</summary>
    public static CancellationToken CurrentToken
    {
        get
        {
            Flow? flow = Current;
            return flow?.Shield?.Family.Token ?? flow?.Owner?.Token ?? CancellationToken.None;
        }
    }

    /// <summary>Gets an execution context that carries nothing.</summary>
    public static ExecutionContext BlankContext => LazyBlankContext.Value;

    /// <summary>Gets the future whose work the flow is.</summary>
    public Future? Owner { get; }

    /// <summary>Gets the innermost shield around the flow within its future's work.</summary>
    public Shield? Shield { get; }

    /// <summary>Gets what the flow holds of exclusive resources; the type is Exclusion's affair.</summary>
    public object? Lease { get; }

    /// <summary>Gets the time of the run that the flow belongs to; <see langword="null"/> means the precise clock.</summary>
    public TimeProvider? Clock { get; }

    /// <summary>Makes the calling flow the work of <paramref name="owner"/>, with the lease and clock that it had.</summary>
    public static void Enter(Future owner)
    {
        Flow? outer = Current;
        Local.Value = new Flow(owner, null, outer?.Lease, outer?.Clock);
    }

    /// <summary>Replaces the shield of the calling flow.</summary>
    public static void SetShield(Shield? shield)
    {
        Flow? outer = Current;
        Local.Value = new Flow(outer?.Owner, shield, outer?.Lease, outer?.Clock);
    }

    /// <summary>Replaces the lease of the calling flow.</summary>
    public static void SetLease(object? lease)
    {
        Flow? outer = Current;
        if (!ReferenceEquals(outer?.Lease, lease))
        {
            Local.Value = new Flow(outer?.Owner, outer?.Shield, lease, outer?.Clock);
        }
    }

    private static ExecutionContext CaptureBlankContext()
    {
        ExecutionContext? context = null;
        var thread = new Thread(() => context = ExecutionContext.Capture()) { IsBackground = true };
        thread.UnsafeStart();
        thread.Join();
        return context!;
    }
}
