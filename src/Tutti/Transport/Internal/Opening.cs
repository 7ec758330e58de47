namespace Tutti.Transport.Internal;

/// <summary>Is what came of connecting: a connection, or why there is none.</summary>
internal readonly record struct Opening(Connection? Connection, Exception? Error);
