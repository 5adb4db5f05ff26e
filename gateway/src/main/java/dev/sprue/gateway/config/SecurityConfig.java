package dev.sprue.gateway.config;

import java.util.Optional;

/**
 * What protects what is kept.
 *
 * @param masterKey where the key is that seals stored keys: {@code file:PATH}, made there where it is absent, relative to the
 *     configuration file; or {@code env:NAME}, 32 bytes in Base64 or hexadecimal. Absent: {@code master.key} in the data
 *     folder, which replicas that share a database must share too
 */
public record SecurityConfig(@Matches(Form.KEY_PLACE) Optional<String> masterKey) {}
