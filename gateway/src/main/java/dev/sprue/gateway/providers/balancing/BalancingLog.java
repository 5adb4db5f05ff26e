package dev.sprue.gateway.providers.balancing;

/** The operator's log of breakers and probes. Not of attempts: these stand in the access log, with their request. */
final class BalancingLog implements AttemptListener {

    private static final System.Logger LOG = System.getLogger(BalancingLog.class.getName());

    @Override
    public void breaker(String provider, String modelId, boolean open, String why) {
        LOG.log(
                open ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
                "provider " + provider + ", model " + modelId
                        + (open ? " gets no calls for a while: " : " gets calls again: ") + why);
    }

    @Override
    public void reachable(String provider, boolean reachable) {
        LOG.log(
                reachable ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                "provider " + provider + (reachable ? " can be reached again" : " cannot be reached: its probe fails"));
    }
}
