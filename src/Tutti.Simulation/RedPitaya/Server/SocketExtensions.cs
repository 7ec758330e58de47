using System.Net.Sockets;

namespace Tutti.Simulation.RedPitaya.Server;

/// <summary>Sends whole blocks.</summary>
internal static class SocketExtensions
{
    /// <summary>Sends all of the bytes.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    /// <returns>A task that completes when all is handed over.</returns>
    public static async ValueTask SendAllAsync(this Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            int sent = await socket.SendAsync(bytes, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            bytes = bytes[sent..];
        }
    }
}
