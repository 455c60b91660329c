namespace MigrationGuard.Postgres.Wire;

/// <summary>One session as it is seen from both directions. What fails here never reaches the traffic.</summary>
internal sealed class Conversation
{
    private readonly WireHost _host;
    private readonly AskedQueue _asked = new();
    private readonly WireSession _session;
    private readonly bool _recorded;

    public Conversation(WireHost host, StartupPacket packet)
    {
        _host = host;
        var parameters = packet.Parameters();
        _session = new WireSession(parameters, host.Recording.Remarks);
        _recorded = !parameters.TryGetValue("replication", out var replication) || replication is "false" or "off" or "no" or "0";
        if (!_recorded)
        {
            host.Recording.Remarks.Add("a replication connection was passed on; nothing of it is recorded");
        }
    }

    /// <summary>Follows what the client asks.</summary>
    public MessageFramer Requests() => Framer(new RequestSink(_host.Recording, _asked, _session));

    /// <summary>Follows what the server answers.</summary>
    public MessageFramer Answers() => Framer(new AnswerSink(_host.Recording, _asked, _session));

    private MessageFramer Framer(IMessageSink sink)
    {
        var framer = new MessageFramer(sink);
        if (!_recorded)
        {
            framer.Stop();
        }

        return framer;
    }
}
