package dev.sprue.gateway.config;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a provider's credential comes from when the configuration does not hold it: exactly one of these. It is fetched
 * beside the calls, kept fresh, and fetched anew when the provider refuses it.
 *
 * @param file a file that somebody else keeps fresh
 * @param command a command that prints it
 * @param entra an application of Microsoft Entra ID: a bearer token by client credentials
 * @param managedIdentity the identity that Azure gives the machine, app or pod: a bearer token; an empty mapping for the usual one
 * @param google a Google service account: a bearer token; an empty mapping for the application default credentials
 * @param aws keys of AWS, for type {@code bedrock}; an empty mapping for the usual chain
 */
public record CredentialConfig(
        Optional<FileCredentialConfig> file,
        Optional<CommandCredentialConfig> command,
        Optional<EntraCredentialConfig> entra,
        Optional<ManagedIdentityConfig> managedIdentity,
        Optional<GoogleCredentialConfig> google,
        Optional<AwsCredentialConfig> aws) {

    /** How many of them are given. */
    int given() {
        return (int) Stream.of(file, command, entra, managedIdentity, google, aws)
                .filter(Optional::isPresent)
                .count();
    }
}
