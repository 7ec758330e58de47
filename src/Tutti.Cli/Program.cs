using Tutti.Cli;
using Tutti.Cli.Commands;
using Tutti.Execution;

using var interruption = new Interruption();
return EventLoop.Run(() => new Application(CommandContext.OfProcess()).RunAsync(args, interruption.Token));
