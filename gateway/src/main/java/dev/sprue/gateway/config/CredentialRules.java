package dev.sprue.gateway.config;

/** What a provider's credential must say. */
final class CredentialRules {

    private final Problems problems;
    private final String path;

    CredentialRules(Problems problems, String path) {
        this.problems = problems;
        this.path = path;
    }

    /** Reports what breaks a rule; {@code path} is the credential's. */
    void check(CredentialConfig credential, ProviderType type) {
        if (!problems.clean(path)) {
            return;
        }
        if (credential.given() != 1) {
            problems.error(
                    path,
                    "a credential names exactly one of file, command, entra, managedIdentity, google, aws, not "
                            + credential.given() + "; one without keys of its own is written with {}");
        }
        credential.entra().ifPresent(this::entra);
        credential.managedIdentity().ifPresent(this::managedIdentity);
        credential.aws().ifPresent(aws -> aws(aws, type));
    }

    private void entra(EntraCredentialConfig entra) {
        int proofs = (entra.clientSecret().isPresent() ? 1 : 0)
                + (entra.certificate().isPresent() ? 1 : 0)
                + (entra.tokenFile().isPresent() ? 1 : 0);
        if (proofs != 1) {
            problems.error(
                    path + ".entra",
                    "an application proves itself with exactly one of clientSecret, certificate, tokenFile, not "
                            + proofs);
        }
        scope(entra.scope(), path + ".entra.scope");
    }

    private void managedIdentity(ManagedIdentityConfig identity) {
        if (identity.clientId().isPresent() && identity.resourceId().isPresent()) {
            problems.error(path + ".managedIdentity", "an identity is named by clientId or by resourceId, not by both");
        }
        scope(identity.scope(), path + ".managedIdentity.scope");
    }

    /** A scope without the suffix is refused by Entra ID with words that lead nowhere. */
    private void scope(String scope, String at) {
        if (!scope.endsWith("/.default")) {
            problems.error(
                    at,
                    "scope must end with /.default, such as " + ManagedIdentityConfig.COGNITIVE_SERVICES + ", not '"
                            + problems.shown(at, scope) + "'");
        }
    }

    private void aws(AwsCredentialConfig aws, ProviderType type) {
        if (type != ProviderType.BEDROCK) {
            problems.error(path + ".aws", "only a provider of type 'bedrock' is called with keys of AWS");
        }
        if (aws.accessKeyId().isPresent() != aws.secretAccessKey().isPresent()) {
            problems.error(path + ".aws", "accessKeyId and secretAccessKey belong together");
        }
        if (aws.sessionToken().isPresent() && aws.accessKeyId().isEmpty()) {
            problems.error(path + ".aws.sessionToken", "a sessionToken belongs to an accessKeyId");
        }
        if (aws.profile().isPresent() && aws.accessKeyId().isPresent()) {
            problems.error(path + ".aws.profile", "keys are given here or come from a profile, not both");
        }
    }
}
