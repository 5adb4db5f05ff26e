package dev.sprue.gateway.config;

import java.util.Optional;

/**
 * A PostgreSQL database for state that several replicas share.
 *
 * @param url where it is, as JDBC has it: {@code jdbc:postgresql://host:5432/name}; may hold parameters of the driver
 * @param user who signs in; absent: as the URL says
 * @param password with what; absent: as the URL says
 * @param maxConnections most connections that this replica keeps; one of them listens for changes
 * @param connectMs milliseconds that the database may keep a call of the management API waiting, after which it is answered
 *     with 503
 */
public record DatabaseConfig(
        @Matches(Form.POSTGRESQL_URL) Secret url,
        Optional<String> user,
        @Matches(Form.CREDENTIAL) Optional<Secret> password,
        @Default("8") @Range(min = 2, max = 1_000) int maxConnections,
        @Default("5000") @Range(min = 500, max = 600_000) int connectMs) {}
