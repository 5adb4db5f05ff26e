package dev.sprue.gateway.config;

/** How the calls of a deployment are treated that do not say it themselves. */
public enum ServiceTier {
    /** Like all others. */
    Default,
    /** Before others. */
    Priority
}
