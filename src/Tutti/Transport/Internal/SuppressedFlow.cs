namespace Tutti.Transport.Internal;

/// <summary>Keeps what is started inside out of the caller's execution context, also if the caller had done so already.</summary>
internal readonly ref struct SuppressedFlow
{
    private readonly AsyncFlowControl _control;
    private readonly bool _isOwner;

    private SuppressedFlow(AsyncFlowControl control)
    {
        _control = control;
        _isOwner = true;
    }

    public static SuppressedFlow Begin() =>
        ExecutionContext.IsFlowSuppressed() ? default : new SuppressedFlow(ExecutionContext.SuppressFlow());

    public void Dispose()
    {
        if (_isOwner)
        {
            _control.Undo();
        }
    }
}
