package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.config.AwsCredentialConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keys of AWS, found as AWS's own clients find them: the environment, web identity, the shared files, the container's
 * endpoint, the instance's metadata service. The first that is set up decides; if it fails, the others are not asked, for
 * they would be somebody else.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html">the order</a>
 */
final class AwsSource implements CredentialSource<AwsCredentials> {

    private final Optional<String> profile;
    private final Variables env;
    private final AwsWebIdentity webIdentity;
    private final AwsProfiles profiles;
    private final AwsMetadata metadata;

    /** @param folder where commands that a profile names are run */
    AwsSource(TokenClient client, AwsCredentialConfig config, Path folder, Variables env) {
        this.profile = config.profile();
        this.env = env;
        this.webIdentity = new AwsWebIdentity(client, env);
        this.profiles = new AwsProfiles(env, webIdentity, folder);
        this.metadata = new AwsMetadata(client, env);
    }

    @Override
    public Expiring<AwsCredentials> fetch() throws IOException, InterruptedException {
        if (profile.isPresent()) {
            return profiles.named(profile.get())
                    .orElseThrow(() -> new IOException(profiles.files() + " have no profile " + profile.get()));
        }
        Optional<Expiring<AwsCredentials>> found = environment();
        if (found.isEmpty()) {
            found = webIdentity.ofEnvironment();
        }
        if (found.isEmpty()) {
            found = ofUsualProfile();
        }
        if (found.isEmpty()) {
            found = metadata.container();
        }
        return found.isPresent() ? found.get() : metadata.instance();
    }

    private Optional<Expiring<AwsCredentials>> environment() throws IOException {
        Optional<String> id = env.get("AWS_ACCESS_KEY_ID");
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(AwsKeys.keys(
                        id.get(),
                        env.need("AWS_SECRET_ACCESS_KEY"),
                        env.get("AWS_SESSION_TOKEN"),
                        Optional.empty(),
                        "the environment"));
    }

    /** One that is named must be there; {@code default} need not. */
    private Optional<Expiring<AwsCredentials>> ofUsualProfile() throws IOException, InterruptedException {
        Optional<String> named = env.get("AWS_PROFILE");
        Optional<Expiring<AwsCredentials>> found = profiles.named(named.orElse("default"));
        if (named.isPresent() && found.isEmpty()) {
            throw new IOException(profiles.files() + " have no profile " + named.get() + ", which AWS_PROFILE names");
        }
        return found;
    }
}
