package dev.sprue.gateway.config;

import java.util.List;

/**
 * A credential that a command prints.
 *
 * @param run the program and its arguments; no shell reads them. What it prints, without the white space around it, is the
 *     credential
 * @param send {@code key}: sent as {@code apiKey} would be; {@code bearer}: as a bearer token
 * @param refreshMs milliseconds after which it is run again
 * @param timeoutMs milliseconds that it may take
 */
public record CommandCredentialConfig(
        @Required List<String> run,
        @Default("key") CredentialUse send,

        @Default("300000") @Range(min = 1_000, max = 86_400_000)
        int refreshMs,

        @Default("30000") @Range(min = 100, max = 600_000) int timeoutMs) {}
