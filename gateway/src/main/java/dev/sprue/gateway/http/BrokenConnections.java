package dev.sprue.gateway.http;

/**
 * Takes note of connections that break. Whoever has a request on one hears of it by that request; the connection itself
 * is nothing that an operator could mend, and so no line of the log by default.
 */
final class BrokenConnections {

    private static final System.Logger LOG = System.getLogger(BrokenConnections.class.getName());

    private BrokenConnections() {}

    static void note(Throwable cause) {
        LOG.log(System.Logger.Level.DEBUG, "a connection broke: {0}", cause.getMessage());
    }
}
