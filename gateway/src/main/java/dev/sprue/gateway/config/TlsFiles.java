package dev.sprue.gateway.config;

/**
 * A certificate of the user's own.
 *
 * @param cert PEM file with the certificate and its chain, relative to the configuration file
 * @param key PEM file with its unencrypted private key (PKCS#8), relative to the configuration file
 */
public record TlsFiles(String cert, String key) {}
