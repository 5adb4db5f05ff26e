package dev.sprue.gateway.config;

/**
 * A credential in a file, which is read anew every few seconds.
 *
 * @param path the file, relative to the configuration file; what it holds, without the white space around it, is the
 *     credential
 * @param send {@code key}: sent as {@code apiKey} would be; {@code bearer}: as a bearer token
 */
public record FileCredentialConfig(
        String path, @Default("key") CredentialUse send) {}
