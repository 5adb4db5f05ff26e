package dev.sprue.gateway.auth;

/**
 * Who makes a call.
 *
 * @param resource the resource that the credential belongs to, as it is written in the configuration
 * @param kind how it proved who it is, a word for logs ({@code key1}, {@code key2})
 */
public record Principal(String resource, String kind) {}
