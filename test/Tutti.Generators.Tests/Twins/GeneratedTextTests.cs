using Tutti.Generators.Tests.Harness;

namespace Tutti.Generators.Tests.Twins;

/// <summary>Holds what the generator writes, to the letter.</summary>
public sealed class GeneratedTextTests
{
    [Fact]
    public void Twin_OfADocumentedMethodWithAToken_CarriesAllOver()
    {
        var generation = new Generation(
            """
            namespace Lab;

            /// <summary>A laser.</summary>
            public partial class Laser
            {
                /// <summary>Measures the power, or gives up at <paramref name="stop"/>.</summary>
                /// <param name="gain">The gain; 0 after <see cref="Switch"/>.</param>
                /// <param name="stop">Gives up.</param>
                /// <returns>The power in watt.</returns>
                /// <exception cref="InvalidOperationException">The lamp is off.</exception>
                /// <remarks>Takes a second.</remarks>
                [Async]
                public double Measure(double gain, CancellationToken stop) => stop.IsCancellationRequested ? 0 : gain;

                /// <summary>Switches.</summary>
                public void Switch() { }
            }
            """);

        const string Expected =
            """
            namespace Lab
            {
                partial class Laser
                {
                    /// <summary>Measures the power, or gives up at <c>stop</c>.</summary>
                    /// <param name="gain">The gain; 0 after <see cref="M:Lab.Laser.Switch" />.</param>
                    /// <returns>A future of the result. The power in watt.</returns>
                    /// <exception cref="T:System.InvalidOperationException">The lamp is off.</exception>
                    /// <remarks><para>Runs <see cref="M:Lab.Laser.Measure(System.Double,System.Threading.CancellationToken)" /> on a worker thread; what that throws is in the future.</para>Takes a second.</remarks>
                    [Generated]
                    public global::Tutti.Execution.Future<double> MeasureAsync(double gain)
                    {
                        return global::Tutti.Execution.Future.Run<double>(
                            (global::System.Func<global::System.Threading.CancellationToken, double>)(token => this.Measure(gain, token)),
                            name: "Laser.Measure");
                    }

                    /// <summary>Measures the power, or gives up at <paramref name="stop" />.</summary>
                    /// <param name="gain">The gain; 0 after <see cref="M:Lab.Laser.Switch" />.</param>
                    /// <param name="stop">Gives up.</param>
                    /// <returns>A future of the result. The power in watt.</returns>
                    /// <exception cref="T:System.InvalidOperationException">The lamp is off.</exception>
                    /// <remarks><para>Runs <see cref="M:Lab.Laser.Measure(System.Double,System.Threading.CancellationToken)" /> on a worker thread; what that throws is in the future.</para>Takes a second.</remarks>
                    [Generated]
                    public global::Tutti.Execution.Future<double> MeasureAsync(double gain, global::System.Threading.CancellationToken stop)
                    {
                        return global::Tutti.Execution.Future.Run<double>(
                            (global::System.Func<global::System.Threading.CancellationToken, double>)(token => this.Measure(gain, token)),
                            stop, name: "Laser.Measure");
                    }
                }
            }

            """;
        AssertWrites(Expected, generation);
    }

    [Fact]
    public void Twin_OfAGenericMethodWithDefaults_KeepsConstraintsAndDefaults()
    {
        var generation = new Generation(
            """
            static partial class Lab<TUnit>
            {
                internal readonly partial record struct Point(int X)
                {
                    [Async]
                    public T? Pick<T>(in T first, string? note = "a\"b", DayOfWeek day = DayOfWeek.Friday) where T : class, IComparable<T> => first;
                }
            }
            """);

        const string Expected =
            """
            partial class Lab<TUnit>
            {
                partial record struct Point
                {
                    /// <summary>Runs <see cref="M:Lab`1.Point.Pick``1(``0@,System.String,System.DayOfWeek)" /> on a worker thread; what that throws is in the future.</summary>
                    /// <returns>A future of the result.</returns>
                    [Generated]
                    public global::Tutti.Execution.Future<T?> PickAsync<T>(in T first, string? note = "a\"b", global::System.DayOfWeek day = (global::System.DayOfWeek)(5))
                        where T : class, global::System.IComparable<T>
                    {
                        global::Lab<TUnit>.Point self = this;
                        T firstCopy = first;
                        return global::Tutti.Execution.Future.Run<T?>(
                            (global::System.Func<T?>)(() => self.Pick<T>(in firstCopy, note, day)),
                            name: "Point.Pick");
                    }

                    /// <summary>Runs <see cref="M:Lab`1.Point.Pick``1(``0@,System.String,System.DayOfWeek)" /> on a worker thread; what that throws is in the future.</summary>
                    /// <param name="cancellationToken">Cancels the future as <see cref="M:Tutti.Execution.Future.Cancel" /> does.</param>
                    /// <returns>A future of the result.</returns>
                    [global::System.Runtime.CompilerServices.OverloadResolutionPriority(-1)]
                    [Generated]
                    public global::Tutti.Execution.Future<T?> PickAsync<T>(in T first, string? note = "a\"b", global::System.DayOfWeek day = (global::System.DayOfWeek)(5), global::System.Threading.CancellationToken cancellationToken = default)
                        where T : class, global::System.IComparable<T>
                    {
                        global::Lab<TUnit>.Point self = this;
                        T firstCopy = first;
                        return global::Tutti.Execution.Future.Run<T?>(
                            (global::System.Func<T?>)(() => self.Pick<T>(in firstCopy, note, day)),
                            cancellationToken, name: "Point.Pick");
                    }
                }
            }

            """;
        AssertWrites(Expected, generation);
    }

    [Fact]
    public void Twin_OfAStaticVoidMethodWithoutAnnotations_HasNoneEither()
    {
        var generation = new Generation(
            """
            #nullable disable
            partial class Lab
            {
                /// <inheritdoc/>
                [Async] static void Warm(string note = null, params int[] steps) { }
            }
            """);

        const string Expected =
            """
            partial class Lab
            {
                #nullable disable
                /// <inheritdoc cref="M:Lab.Warm(System.String,System.Int32[])" />
                /// <remarks>Runs <see cref="M:Lab.Warm(System.String,System.Int32[])" /> on a worker thread; what that throws is in the future.</remarks>
                [Generated]
                private static global::Tutti.Execution.Future WarmAsync(string note = null, params int[] steps)
                {
                    return global::Tutti.Execution.Future.Run(
                        (global::System.Action)(() => global::Lab.Warm(note, steps)),
                        name: "Lab.Warm");
                }

                /// <inheritdoc cref="M:Lab.Warm(System.String,System.Int32[])" />
                /// <remarks>Runs <see cref="M:Lab.Warm(System.String,System.Int32[])" /> on a worker thread; what that throws is in the future.</remarks>
                /// <param name="cancellationToken">Cancels the future as <see cref="M:Tutti.Execution.Future.Cancel" /> does.</param>
                [Generated]
                private static global::Tutti.Execution.Future WarmAsync(string note, int[] steps, global::System.Threading.CancellationToken cancellationToken)
                {
                    return global::Tutti.Execution.Future.Run(
                        (global::System.Action)(() => global::Lab.Warm(note, steps)),
                        cancellationToken, name: "Lab.Warm");
                }
                #nullable enable
            }

            """;
        AssertWrites(Expected, generation);
    }

    [Fact]
    public void Files_OfTypesWhoseNamesDifferInCaseOnly_AreTwo()
    {
        var generation = new Generation(
            "namespace A { partial class Lab<T> { [Async] void Do() { } } }",
            "namespace a { partial class LAB<T> { [Async] void Do() { } partial class In { [Async] void Do() { } } } }");

        Assert.Equal(["A.Lab{T}.Async.g.cs", "a.LAB{T}.2.Async.g.cs", "a.LAB{T}.In.Async.g.cs"], generation.Files.Keys);
        Assert.Empty(TestCompilation.Complaints(generation.Output));
    }

    private static void AssertWrites(string expected, Generation generation)
    {
        Assert.Equal(expected.ReplaceLineEndings("\n"), generation.Text);
        Assert.Empty(TestCompilation.Complaints(generation.Output));
    }
}
