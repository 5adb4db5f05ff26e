package dev.sprue.gateway.config;

/** What happens to a deployment when its model gets a new version. */
public enum UpgradeOption {
    /** It goes over to the new default version. */
    OnceNewDefaultVersionAvailable,
    /** It goes over when its version is retired. */
    OnceCurrentVersionExpired,
    /** It stays, and stops when its version is retired. */
    NoAutoUpgrade
}
