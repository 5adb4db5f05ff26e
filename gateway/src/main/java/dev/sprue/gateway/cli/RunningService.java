package dev.sprue.gateway.cli;

/**
 * A service that accepts calls.
 *
 * @param httpsPort its port for HTTPS
 * @param httpPort its port for plain HTTP; negative if there is none
 * @param stop stops it
 */
public record RunningService(int httpsPort, int httpPort, AutoCloseable stop) {}
