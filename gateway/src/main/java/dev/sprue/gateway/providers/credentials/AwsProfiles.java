package dev.sprue.gateway.providers.credentials;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keys of the profiles in AWS's shared files, which are read anew each time: keys that stand there, keys that a command
 * prints ({@code credential_process}), keys lent for a web identity. A profile of another kind is refused by name.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html">the files</a>
 */
record AwsProfiles(Variables env, AwsWebIdentity webIdentity, Path folder) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(60);

    /** The two files, for messages. */
    String files() {
        return credentialsFile() + " and " + configFile();
    }

    private Path credentialsFile() {
        return env.get("AWS_SHARED_CREDENTIALS_FILE").map(Path::of).orElseGet(() -> home().resolve("credentials"));
    }

    private Path configFile() {
        return env.get("AWS_CONFIG_FILE").map(Path::of).orElseGet(() -> home().resolve("config"));
    }

    private Path home() {
        return Path.of(env.get("HOME").orElseGet(() -> System.getProperty("user.home")), ".aws");
    }

    /** The keys of a profile; empty where neither file has it. */
    Optional<Expiring<AwsCredentials>> named(String profile) throws IOException, InterruptedException {
        Map<String, String> merged = new HashMap<>();
        boolean found = take(merged, configFile(), profile.equals("default") ? profile : "profile " + profile);
        // Of what stands in both files, that of the credentials file counts.
        found |= take(merged, credentialsFile(), profile);
        if (!found) {
            return Optional.empty();
        }
        String where = "the profile " + profile;
        Optional<String> id = value(merged, "aws_access_key_id");
        Optional<String> tokenFile = value(merged, "web_identity_token_file");
        Optional<String> command = value(merged, "credential_process");
        if (tokenFile.isPresent()) {
            String role = value(merged, "role_arn").orElseThrow(() -> new IOException(where + " lacks role_arn"));
            return Optional.of(webIdentity.assume(
                    Path.of(tokenFile.get()), role, value(merged, "role_session_name"), value(merged, "region")));
        } else if (value(merged, "role_arn").isPresent()) {
            throw unsupported(where, "takes another one's role (role_arn)");
        } else if (id.isPresent()) {
            return Optional.of(AwsKeys.keys(
                    id.get(),
                    value(merged, "aws_secret_access_key").orElse(""),
                    value(merged, "aws_session_token"),
                    Optional.empty(),
                    where));
        } else if (command.isPresent()) {
            return Optional.of(printed(command.get(), where));
        } else if (value(merged, "sso_session").isPresent()
                || value(merged, "sso_start_url").isPresent()) {
            throw unsupported(where, "signs in to IAM Identity Center");
        }
        // One that only names a region, say.
        return Optional.empty();
    }

    private static IOException unsupported(String where, String what) {
        return new IOException(where + " " + what + ", which is not supported: make a profile with credential_process ="
                + " aws configure export-credentials --profile ...");
    }

    private Expiring<AwsCredentials> printed(String command, String where) throws IOException, InterruptedException {
        String output = CommandOutput.of(CommandLine.split(command), folder, COMMAND_LIMIT);
        try {
            JsonNode json = MAPPER.readTree(output);
            if (json.path("Version").asInt() == 1) {
                return AwsKeys.read(json, "SessionToken", "credential_process of " + where);
            }
        } catch (JacksonException unreadable) {
            // Its message would quote the output.
        }
        throw new IOException("credential_process of " + where + " does not print the JSON that it should (Version 1)");
    }

    private static Optional<String> value(Map<String, String> section, String key) {
        return Optional.ofNullable(section.get(key)).filter(value -> !value.isBlank());
    }

    /** Whether a file has the section, whose keys are put into {@code into}. */
    private static boolean take(Map<String, String> into, Path file, String section) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        boolean found = false;
        boolean inside = false;
        for (String line : SecretFiles.text(file).lines().toList()) {
            String text = line.strip();
            if (text.startsWith("[")) {
                inside = text.replaceAll("[\\[\\]]", "")
                        .strip()
                        .replaceAll("\\s+", " ")
                        .equals(section);
                found |= inside;
            } else if (inside
                    && text.indexOf('=') > 0
                    && !text.startsWith("#")
                    && !Character.isWhitespace(line.charAt(0))) {
                int equals = text.indexOf('=');
                into.put(
                        text.substring(0, equals).strip(),
                        text.substring(equals + 1).strip());
            }
        }
        return found;
    }
}
