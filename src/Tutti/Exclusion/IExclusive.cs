using Tutti.Exclusion.Internal;

namespace Tutti.Exclusion;

/// <summary>Is something that one flow at a time can hold exclusively: a device, or a single parameter of one.</summary>
/// <remarks>Implemented by Tutti's devices and parameters only; thread safe.</remarks>
public interface IExclusive
{
    /// <summary>Gets the name to call it by in messages, such as <c>pump['flow_rate']</c>.</summary>
    string FullName { get; }

    /// <summary>Gets who holds it now, since when and why; <see langword="null"/> if nobody does.</summary>
    Ownership? Owner { get; }

    /// <summary>Gets the gates that whoever wants all of it has to pass: its own and those of what it includes.</summary>
    internal Gate[] Gates { get; }
}
