package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.config.Secret;
import java.util.Optional;

/**
 * What requests to AWS are signed with.
 *
 * @param accessKeyId names the key; not secret, sent with every request
 * @param secretAccessKey the key itself, which is never sent
 * @param sessionToken sent as {@code x-amz-security-token} with keys that are lent for a time; absent for lasting ones
 */
public record AwsCredentials(String accessKeyId, Secret secretAccessKey, Optional<Secret> sessionToken) {}
