using Tutti.Cli.Commands;

namespace Tutti.Cli.Procedures;

/// <summary>Reports that a run ended and that its outputs could not be switched off.</summary>
internal sealed class OutputsLeftOnException : TuttiException
{
    /// <summary>Initializes a new exception.</summary>
    /// <param name="where">Whose outputs they are.</param>
    /// <param name="stopError">Why they could not be switched off.</param>
    /// <param name="runError">What ended the run, or <see langword="null"/> if it was done.</param>
    public OutputsLeftOnException(string where, Exception stopError, Exception? runError)
        : base($"{Prefix(runError)}The outputs of {where} may still be on: {ErrorLine.Of(stopError)}", runError ?? stopError)
    {
    }

    private static string Prefix(Exception? runError) => runError is null ? "" : ErrorLine.Of(runError) + " ";
}
