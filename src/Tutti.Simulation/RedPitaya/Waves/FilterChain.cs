using System.Numerics;
using Tutti.RedPitaya.Registers;

namespace Tutti.Simulation.RedPitaya.Waves;

/// <summary>Up to four cascaded first-order filters, y += alpha (x - y), each passing on y (low-pass) or x - y (high-pass).</summary>
internal sealed class FilterChain
{
    /// <summary>The largest number of stages.</summary>
    public const int MaximumStages = 4;

    private readonly double[] _alphas = new double[MaximumStages];
    private readonly bool[] _isHighPass = new bool[MaximumStages];
    private readonly double[] _step = new double[MaximumStages * MaximumStages];
    private readonly double[] _output = new double[MaximumStages];

    /// <summary>Initializes the filters that a register sets.</summary>
    /// <param name="codec">The format of the register.</param>
    /// <param name="raw">The register.</param>
    public FilterChain(FilterCodec codec, uint raw)
    {
        for (int stage = 0; stage < codec.Stages; stage++)
        {
            _alphas[stage] = codec.Alpha(raw, stage);
            _isHighPass[stage] = _alphas[stage] > 0 && codec.Decode(raw, stage) < 0;
        }

        MakeStep();
    }

    /// <summary>Gets the number of cycles after which the past is forgotten to a part in 10^17.</summary>
    public long MemoryCycles
    {
        get
        {
            double cycles = 0;
            foreach (double alpha in _alphas)
            {
                cycles += alpha > 0 ? 40 / alpha : 0;
            }

            return (long)Math.Ceiling(cycles);
        }
    }

    /// <summary>Returns the transfer function.</summary>
    /// <param name="rate">The exponent per cycle.</param>
    /// <returns>Output over input.</returns>
    public Complex Response(Complex rate)
    {
        Span<Complex> states = stackalloc Complex[MaximumStages];
        states.Clear();
        return AddSteadyStates(rate, Complex.One, states);
    }

    /// <summary>Adds the stages' states for an exponential that has gone on for ever.</summary>
    /// <param name="rate">The exponent per cycle.</param>
    /// <param name="input">The input now.</param>
    /// <param name="states">Receives the states, added.</param>
    /// <returns>The output now.</returns>
    public Complex AddSteadyStates(Complex rate, Complex input, Span<Complex> states)
    {
        Complex value = input;
        Complex delay = Complex.Exp(-rate);
        for (int stage = 0; stage < MaximumStages; stage++)
        {
            double alpha = _alphas[stage];
            if (alpha > 0)
            {
                Complex state = value * alpha / (1 - ((1 - alpha) * delay));
                states[stage] += state;
                value = _isHighPass[stage] ? value - state : state;
            }
        }

        return value;
    }

    /// <summary>Lets the states decay without input.</summary>
    /// <param name="states">The states; afterwards those that are left.</param>
    /// <param name="cycles">The number of cycles.</param>
    /// <returns>The sum of the outputs of all these cycles.</returns>
    public Complex Decay(Span<Complex> states, long cycles)
    {
        Span<double> power = stackalloc double[MaximumStages * MaximumStages];
        Power(power, cycles);
        Span<Complex> left = stackalloc Complex[MaximumStages];
        Apply(power, states, left);

        // Outputs C A v + C A^2 v + ... + C A^n v = C A (1 - A)^-1 (v - A^n v), by forward substitution.
        Span<Complex> solution = stackalloc Complex[MaximumStages];
        for (int row = 0; row < MaximumStages; row++)
        {
            Complex value = states[row] - left[row];
            for (int column = 0; column < row; column++)
            {
                value += _step[(row * MaximumStages) + column] * solution[column];
            }

            solution[row] = value / (1 - _step[(row * MaximumStages) + row]);
        }

        Span<Complex> advanced = stackalloc Complex[MaximumStages];
        Apply(_step, solution, advanced);
        Complex sum = Complex.Zero;
        for (int stage = 0; stage < MaximumStages; stage++)
        {
            sum += _output[stage] * advanced[stage];
        }

        left.CopyTo(states);
        return sum;
    }

    private static void Apply(ReadOnlySpan<double> matrix, ReadOnlySpan<Complex> vector, Span<Complex> result)
    {
        for (int row = 0; row < MaximumStages; row++)
        {
            Complex value = Complex.Zero;
            for (int column = 0; column <= row; column++)
            {
                value += matrix[(row * MaximumStages) + column] * vector[column];
            }

            result[row] = value;
        }
    }

    private static void Multiply(Span<double> left, ReadOnlySpan<double> right)
    {
        Span<double> product = stackalloc double[MaximumStages * MaximumStages];
        product.Clear();
        for (int row = 0; row < MaximumStages; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double value = 0;
                for (int k = column; k <= row; k++)
                {
                    value += left[(row * MaximumStages) + k] * right[(k * MaximumStages) + column];
                }

                product[(row * MaximumStages) + column] = value;
            }
        }

        product.CopyTo(left);
    }

    private void Power(Span<double> result, long exponent)
    {
        Span<double> square = stackalloc double[MaximumStages * MaximumStages];
        _step.CopyTo(square);
        result.Clear();
        for (int stage = 0; stage < MaximumStages; stage++)
        {
            result[(stage * MaximumStages) + stage] = 1;
        }

        for (long rest = exponent; rest > 0; rest >>= 1)
        {
            if ((rest & 1) != 0)
            {
                Multiply(result, square);
            }

            Multiply(square, square);
        }
    }

    // One cycle without input, written as a matrix: column by column from unit states.
    private void MakeStep()
    {
        for (int column = 0; column < MaximumStages; column++)
        {
            double value = 0;
            for (int stage = 0; stage < MaximumStages; stage++)
            {
                double alpha = _alphas[stage];
                if (alpha > 0)
                {
                    double old = stage == column ? 1 : 0;
                    double state = old + (alpha * (value - old));
                    _step[(stage * MaximumStages) + column] = state;
                    value = _isHighPass[stage] ? value - state : state;
                }
            }
        }

        // The output as a function of the states after the cycle.
        for (int column = 0; column < MaximumStages; column++)
        {
            double value = 0;
            for (int stage = 0; stage < MaximumStages; stage++)
            {
                if (_alphas[stage] > 0)
                {
                    double state = stage == column ? 1 : 0;
                    value = _isHighPass[stage] ? value - state : state;
                }
            }

            _output[column] = value;
        }
    }
}
