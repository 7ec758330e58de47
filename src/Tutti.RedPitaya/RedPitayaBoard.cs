using Tutti.Devices;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.RedPitaya.Wire;

namespace Tutti.RedPitaya;

/// <summary>Is a Red Pitaya board as oscilloscope, spectrum analyzer, network analyzer and two function generators.</summary>
/// <remarks>
/// <para>
/// The board runs PyRPL's FPGA design and its monitor server (docs/reference/red-pitaya.md). The server serves one client at a time.
/// All instruments can be used at the same time; they share one link. Disposing of the board switches its outputs off and closes the link.
/// </para>
/// <para>Thread safe.</para>
/// </remarks>
public sealed class RedPitayaBoard : Device
{
    private readonly RedPitayaLink _link;
    private readonly string _host;
    private int _isDisposed;

    private RedPitayaBoard(string name, string host, RedPitayaLink link)
        : base(name)
    {
        _host = host;
        _link = link;
#pragma warning disable CA2000 // The parts own nothing that would have to be released; the link is the board's.
        Scope = AddPart(new RedPitayaScope($"{name} scope", link));
        NetworkAnalyzer = AddPart(new RedPitayaNetworkAnalyzer($"{name} network analyzer", link));
        Generator1 = AddPart(new RedPitayaGenerator($"{name} generator 1", link, 1));
        Generator2 = AddPart(new RedPitayaGenerator($"{name} generator 2", link, 2));
        SpectrumAnalyzer = AddPart(new SpectrumAnalyzer($"{name} spectrum analyzer", Scope));
#pragma warning restore CA2000
    }

    /// <summary>Gets the oscilloscope.</summary>
    public RedPitayaScope Scope { get; }

    /// <summary>Gets the network analyzer.</summary>
    public RedPitayaNetworkAnalyzer NetworkAnalyzer { get; }

    /// <summary>Gets the generator whose output is out1 unless it is told otherwise.</summary>
    public RedPitayaGenerator Generator1 { get; }

    /// <summary>Gets the generator whose output is out2 unless it is told otherwise.</summary>
    public RedPitayaGenerator Generator2 { get; }

    /// <summary>Gets the spectrum analyzer; it uses the oscilloscope.</summary>
    public SpectrumAnalyzer SpectrumAnalyzer { get; }

    /// <summary>Gets the link, for registers that no instrument covers.</summary>
    public RedPitayaLink Link => _link;

    /// <summary>Gets the time within which a part must be stopped: a board that is gone must not hold a program up.</summary>
    /// <remarks>With asynchrony off the parts are stopped one after the other.</remarks>
    internal static TimeSpan PartStopDeadline => TimeSpan.FromSeconds(Asynchrony.IsDisabled ? 1 : 3);

    /// <summary>Connects to a board.</summary>
    /// <param name="host">Its name or address.</param>
    /// <param name="port">The port of its monitor server.</param>
    /// <param name="options">How the link behaves; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A future of the board.</returns>
    /// <exception cref="Transport.TransportException">
    /// There is no such host, nothing listens there, or something else answers (in the future).
    /// </exception>
    /// <exception cref="TimeoutException">It does not answer in time (in the future).</exception>
    public static Future<RedPitayaBoard> ConnectAsync(
        string host,
        int port = RedPitayaLink.DefaultPort,
        RedPitayaLinkOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(host);
        return Future.Start(token => ConnectCoreAsync(host, port, options, token), cancellationToken, $"connect to {host}");
    }

    /// <summary>Gives the address.</summary>
    /// <returns>Such as <c>red pitaya (rp-f0.local:2222)</c>.</returns>
    public override string ToString() => $"{Name} ({_link.Name})";

    /// <inheritdoc/>
    protected override async ValueTask StopCoreAsync(CancellationToken cancellationToken)
    {
        await Future.All(Parts.Select(part => part.StopAsync())).ConfigureAwait(EventLoop.IsCurrent);
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeCoreAsync()
    {
        await base.DisposeCoreAsync().ConfigureAwait(EventLoop.IsCurrent);
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        _link.BeginClosing();
        Future stopped = StopAsync();
        try
        {
            await stopped.ConfigureAwait(EventLoop.IsCurrent);
        }
#pragma warning disable CA1031 // Disposing never throws: a board that is gone has no outputs that could be switched off.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            BoardLog.OutputsNotOff(Diagnostics.Logger, ex, _host);
        }

        await _link.DisposeAsync().ConfigureAwait(EventLoop.IsCurrent);
    }

    private static async Task<RedPitayaBoard> ConnectCoreAsync(
        string host, int port, RedPitayaLinkOptions? options, CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // The board disposes of it.
        var link = new RedPitayaLink(host, port, options);
#pragma warning restore CA2000
        try
        {
            await link.ConnectAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            return new RedPitayaBoard("red pitaya", host, link);
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(EventLoop.IsCurrent);
            throw;
        }
    }
}
