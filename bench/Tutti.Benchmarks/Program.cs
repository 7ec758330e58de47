using BenchmarkDotNet.Running;
using Tutti.Benchmarks;
using Tutti.Benchmarks.Instruments;
using Tutti.Benchmarks.Timing;

#pragma warning disable RS0030 // The one place that writes: what is measured is handed this writer.
TextWriter output = Console.Out;
#pragma warning restore RS0030

// measurements with a form of their own come first; anything else is BenchmarkDotNet's, whose default is to ask
switch (args.FirstOrDefault())
{
    case "acquisition":
        AcquisitionMeasurement.Run(output);
        break;
    case "core":
        CoreMeasurement.Run(output, args[1..]);
        break;
    case "delay":
        DelayMeasurement.Run(output);
        break;
    case "sleepers":
        SleepersMeasurement.Run(output);
        break;
    case "virtual":
        VirtualMeasurement.Run(output);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
