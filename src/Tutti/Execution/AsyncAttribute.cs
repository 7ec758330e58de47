namespace Tutti.Execution;

/// <summary>Gives a blocking method of a partial type an asynchronous twin, which the compiler writes.</summary>
/// <remarks>
/// <para>
/// <c>[Async] int Measure(double gain)</c> gives <c>Future&lt;int&gt; MeasureAsync(double gain)</c>, which runs it by
/// <see cref="Future.Run{T}(Func{T}, CancellationToken, string?)"/>. A <see cref="CancellationToken"/> parameter of the method gets the future's own
/// token and disappears from the twin. A second overload takes a token of the caller's at the end, which cancels the future.
/// </para>
/// <para>
/// The twin is as accessible as the method and carries its documentation over. What cannot be done, such as a parameter by reference, is an
/// error that says why.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class AsyncAttribute : Attribute;
