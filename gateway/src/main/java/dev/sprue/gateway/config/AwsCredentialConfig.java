package dev.sprue.gateway.config;

import java.util.Optional;

/**
 * Keys of AWS: given here, of a named profile, or found as AWS's own clients find them.
 *
 * @param accessKeyId the key's id
 * @param secretAccessKey the key
 * @param sessionToken belongs to keys that are lent for a time
 * @param profile a profile in AWS's shared files; absent, and no key given: the environment, web identity, the profile
 *     {@code AWS_PROFILE} or {@code default}, the container's endpoint, the instance's metadata service, in this order
 */
public record AwsCredentialConfig(
        @Matches(Form.CREDENTIAL) Optional<String> accessKeyId,
        @Matches(Form.CREDENTIAL) Optional<Secret> secretAccessKey,
        @Matches(Form.CREDENTIAL) Optional<Secret> sessionToken,
        Optional<String> profile) {

    /** Found as AWS's own clients find them. */
    public static final AwsCredentialConfig CHAIN =
            new AwsCredentialConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
