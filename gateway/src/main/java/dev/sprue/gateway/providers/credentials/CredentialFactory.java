package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.config.AwsCredentialConfig;
import dev.sprue.gateway.config.CommandCredentialConfig;
import dev.sprue.gateway.config.CredentialConfig;
import dev.sprue.gateway.config.CredentialUse;
import dev.sprue.gateway.config.EntraCredentialConfig;
import dev.sprue.gateway.config.FileCredentialConfig;
import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.providers.upstream.Credential;
import dev.sprue.gateway.providers.upstream.RequestSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** From what a provider's entry says of its credential, which has been checked, to the credential. */
public final class CredentialFactory {

    private static final Duration FILE_LOOK = Duration.ofSeconds(5);
    private static final Duration TOKEN_LOOK = Duration.ofMinutes(5);
    private static final Duration KEYS_LOOK = Duration.ofMinutes(1);

    private final Path baseDir;
    private final Variables env;
    private final TokenClient client = new TokenClient();

    /**
     * @param baseDir the folder from which relative paths start
     * @param env the environment, in which clouds say who this is
     */
    public CredentialFactory(Path baseDir, Map<String, String> env) {
        this.baseDir = baseDir;
        this.env = new Variables(Map.copyOf(env));
    }

    /**
     * A provider's credential, but for keys of AWS.
     *
     * @param keyHeader where the provider's type takes a key; tokens go where tokens go everywhere
     */
    public Credential of(ProviderConfig provider, KeyHeader keyHeader) {
        Optional<CredentialConfig> config = provider.credential();
        if (config.isEmpty()) {
            return provider.apiKey()
                    .map(keyHeader::signer)
                    .<Credential>map(FixedCredential::new)
                    .orElseGet(Credentials::none);
        }
        CredentialConfig from = config.get();
        String name = provider.name();
        if (from.file().isPresent()) {
            FileCredentialConfig file = from.file().get();
            Path path = baseDir.resolve(file.path());
            return kept(
                    name, () -> Expiring.lasting(SecretFiles.credential(path)), use(file.send(), keyHeader), FILE_LOOK);
        } else if (from.command().isPresent()) {
            CommandCredentialConfig command = from.command().get();
            return kept(
                    name,
                    () -> printed(command),
                    use(command.send(), keyHeader),
                    Duration.ofMillis(command.refreshMs()));
        }
        return kept(name, tokens(from), KeyHeader.BEARER::signer, TOKEN_LOOK);
    }

    /**
     * The credential of a provider that is called with keys of AWS.
     *
     * @param signing makes of keys what signs with them
     */
    public Credential aws(
            String provider, AwsCredentialConfig config, Function<AwsCredentials, RequestSigner> signing) {
        if (config.accessKeyId().isPresent() && config.secretAccessKey().isPresent()) {
            return new FixedCredential(signing.apply(new AwsCredentials(
                    config.accessKeyId().get(), config.secretAccessKey().get(), config.sessionToken())));
        }
        return kept(provider, new AwsSource(client, config, baseDir, env), signing, KEYS_LOOK);
    }

    private static <T> Credential kept(
            String provider, CredentialSource<T> source, Function<T, RequestSigner> signing, Duration look) {
        return new RenewedCredential<>(provider, source, signing, RenewalRhythm.usual(look));
    }

    private static Function<Secret, RequestSigner> use(CredentialUse use, KeyHeader keyHeader) {
        return switch (use) {
            case KEY -> keyHeader::signer;
            case BEARER -> KeyHeader.BEARER::signer;
        };
    }

    private Expiring<Secret> printed(CommandCredentialConfig command) throws IOException, InterruptedException {
        String output = CommandOutput.of(command.run(), baseDir, Duration.ofMillis(command.timeoutMs()));
        return Expiring.lasting(TokenAnswers.usable(
                output.strip(), "the command " + command.run().getFirst()));
    }

    private CredentialSource<Secret> tokens(CredentialConfig from) {
        if (from.entra().isPresent()) {
            return entra(from.entra().get());
        } else if (from.managedIdentity().isPresent()) {
            return new ManagedIdentitySource(client, from.managedIdentity().get(), env);
        } else if (from.google().isPresent()) {
            return new GoogleSource(
                    client,
                    from.google().get().keyFile().map(baseDir::resolve),
                    from.google().get().scopes(),
                    env);
        }
        throw new IllegalStateException("the configuration's rules let a credential through that names nothing usable");
    }

    private EntraSource entra(EntraCredentialConfig entra) {
        EntraSource.Proof proof = entra.clientSecret()
                .<EntraSource.Proof>map(EntraSource.Proof.SharedSecret::new)
                .or(() -> entra.certificate().map(baseDir::resolve).map(CertificateProof::new))
                .or(() -> entra.tokenFile().map(baseDir::resolve).map(FederatedProof::new))
                .orElseThrow();
        return new EntraSource(client, entra.authority(), entra.tenant(), entra.clientId(), entra.scope(), proof);
    }
}
