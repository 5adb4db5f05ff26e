package dev.sprue.gateway.auth;

/**
 * How one resource may be called.
 *
 * @param keysAllowed whether keys are accepted at all (Azure: not {@code disableLocalAuth})
 * @param network from where
 */
public record ResourceAccess(boolean keysAllowed, NetworkRules network) {}
