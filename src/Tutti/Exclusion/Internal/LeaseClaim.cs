using System.Globalization;
using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Timing;

namespace Tutti.Exclusion.Internal;

/// <summary>Is a request for some resources to hold them exclusively.</summary>
internal sealed class LeaseClaim : Claim
{
    private readonly IExclusive _first;
    private readonly object? _others; // another one, or an array of them
    private readonly string? _file;
    private readonly int _line;
    private Age _since;
    private ExecutionContext? _before;
    private ExecutionContext? _after;
    private Ownership? _ownership;

    /// <summary>Initializes a request of the calling flow.</summary>
    /// <param name="first">What is wanted.</param>
    /// <param name="second">What is wanted besides, if anything.</param>
    /// <param name="file">The source file of the call, if that is known.</param>
    /// <param name="line">The line in it.</param>
    public LeaseClaim(IExclusive first, IExclusive? second, string? file, int line)
        : this(second is null ? first.Gates : GatePair.Of(first.Gates, second.Gates), file, line, ExecutionContext.Capture())
    {
        _first = first;
        _others = second;
    }

    /// <inheritdoc cref="LeaseClaim(IExclusive, IExclusive, string, int)"/>
    /// <param name="resources">What is wanted; at least one.</param>
    /// <param name="file">The source file of the call, if that is known.</param>
    /// <param name="line">The line in it.</param>
    public LeaseClaim(IExclusive[] resources, string? file, int line)
        : this([.. resources.SelectMany(resource => resource.Gates).Distinct()], file, line, ExecutionContext.Capture())
    {
        _first = resources[0];
        _others = resources[1..];
    }

    private LeaseClaim(Gate[] gates, string? file, int line, ExecutionContext? context)
        : this(gates, file, line, context, In(context))
    {
    }

#pragma warning disable CS8618 // The other constructors set what is wanted.
    private LeaseClaim(Gate[] gates, string? file, int line, ExecutionContext? context, Flow? caller)
#pragma warning restore CS8618
        : base(ClaimKind.Lease, gates, caller, PlainHolding.OfThread, isSuppressed: context is null)
    {
        Asynchrony.Settle();
        _file = file;
        _line = line;
        _before = ReferenceEquals(caller?.Lease, Outer) ? context : null;
    }

    /// <inheritdoc/>
    public override string Description
    {
        get
        {
            IEnumerable<IExclusive> resources = [_first, .. _others as IExclusive[] ?? (_others is IExclusive second ? [second] : [])];
            return string.Join(", ", resources.Select(resource => resource.FullName));
        }
    }

    /// <inheritdoc/>
    public override string Place => PlaceIfKnown is { } place ? $" ({place})" : string.Empty;

    /// <inheritdoc/>
    public override Ownership Ownership => _ownership ??= new Ownership(Party.Name, Since, Description, PlaceIfKnown);

    private DateTimeOffset Since
    {
        get
        {
            TimeProvider clock = Clock ?? PreciseClock.Instance;
            return clock.GetUtcNow() - _since.Elapsed;
        }
    }

    // the path may be of either kind of system
    private string? PlaceIfKnown => _file is null ? null : string.Create(
        CultureInfo.InvariantCulture, $"{_file.AsSpan(_file.AsSpan().LastIndexOfAny('/', '\\') + 1)}:{_line}");

    /// <summary>Marks the calling flow as the claim's and enters the gates, at once or when they admit it.</summary>
    public ValueTask<Lease> EnterAsync(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ThrowIfOutsideOfItsRun();
        if (IsRefused(cancellationToken, out OperationCanceledException? refusal))
        {
            return ValueTask.FromException<Lease>(refusal);
        }

        try
        {
            bool isHeld = TryEnterAtOnce(out bool hasEntered);
            if (isHeld)
            {
                OnGranted();
            }
            else
            {
                isHeld = EnterSlowly(hasEntered);
            }

            if (isHeld)
            {
                EnterFlow();
                return new ValueTask<Lease>(new Lease(this));
            }
        }
#pragma warning disable CA1031 // It is kept in the task.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            return ValueTask.FromException<Lease>(ex);
        }

        EnterFlow();
        Waiting!.Watch(timeout, cancellationToken);
        return new ValueTask<Lease>(Waiting, 0);
    }

    /// <summary>Gives the resources back.</summary>
    public void Return()
    {
        if (Run is { HasEnded: false } run)
        {
            run.ThrowIfOutside("Lease.Dispose", () => Description);
        }

        End();
    }

    /// <inheritdoc/>
    public override string DescribeHolder() => State == ClaimState.Held
        ? string.Create(CultureInfo.InvariantCulture, $"'{Party.Name}' since {Since:HH:mm:ss} UTC")
        : base.DescribeHolder();

    /// <inheritdoc/>
    public override void LeaveFlow()
    {
        if (_before is { } before && ReferenceEquals(ExecutionContext.Capture(), _after) && Outer is not { State: ClaimState.Ended })
        {
            ExecutionContext.Restore(before); // Nothing else has changed since.
        }
        else
        {
            base.LeaveFlow();
        }

        (_before, _after) = (null, null);
    }

    /// <inheritdoc/>
    protected override void OnGranted()
    {
        _since = Age.ZeroIn(this);
        _ownership = null; // Somebody may have asked while it tried its gates.
    }

    private void EnterFlow()
    {
        Enter();
        _after = _before is null ? null : ExecutionContext.Capture();
    }
}
