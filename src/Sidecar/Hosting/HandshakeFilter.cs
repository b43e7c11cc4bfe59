using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sidecar.Hosting;

/// <summary>
/// Lets no handshake begin on a listening socket, and those that have begun come through. Linux resets what a socket that is closed has in
/// its queue, and knows no other way to stop it: a filter drops every packet with SYN, so the queue only gets shorter. An agent that connects
/// in this moment is refused when it tries again, a second later.
/// </summary>
internal static class HandshakeFilter
{
    private const int SolSocket = 1;
    private const int SoAttachFilter = 26;

    // Classic BPF, as in linux/filter.h: code, jump if true, jump if false, operand.
    private static readonly (ushort Code, byte True, byte False, uint Operand)[] DropSyn =
    [
        (0x30, 0, 0, 13), // A = the byte of flags of the TCP header
        (0x45, 0, 1, 0x02), // SYN?
        (0x06, 0, 0, 0), // drop it
        (0x06, 0, 0, uint.MaxValue), // pass it whole
    ];

    /// <summary>False where the system has no such filter, or the socket is of another kind.</summary>
    public static bool TryAttach(Socket socket)
    {
        if (!OperatingSystem.IsLinux() || socket.ProtocolType != ProtocolType.Tcp)
            return false;
        var program = Marshal.AllocHGlobal(DropSyn.Length * 8);
        try
        {
            for (var i = 0; i < DropSyn.Length; i++)
            {
                var (code, jumpTrue, jumpFalse, operand) = DropSyn[i];
                Marshal.WriteInt16(program, i * 8, unchecked((short)code));
                Marshal.WriteByte(program, (i * 8) + 2, jumpTrue);
                Marshal.WriteByte(program, (i * 8) + 3, jumpFalse);
                Marshal.WriteInt32(program, (i * 8) + 4, unchecked((int)operand));
            }

            // struct sock_fprog: how many, and where, which is aligned as a pointer is.
            Span<byte> filter = stackalloc byte[2 * IntPtr.Size];
            filter.Clear();
            MemoryMarshal.Write(filter, (ushort)DropSyn.Length);
            MemoryMarshal.Write(filter[IntPtr.Size..], program);
            socket.SetRawSocketOption(SolSocket, SoAttachFilter, filter);
            return true;
        }
        catch (SocketException)
        {
            // A sandbox may forbid it: a connection that comes in the moment of the end is then reset.
            return false;
        }
        finally
        {
            Marshal.FreeHGlobal(program);
        }
    }
}
