package dev.sprue.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sprue.gateway.config.Listen;
import dev.sprue.gateway.config.NetworkConfig;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.FailureException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {

    private static final NetworkRules EVERYWHERE =
            new NetworkRules(new NetworkConfig(NetworkConfig.Action.Allow, List.of()));
    private static final NetworkRules OFFICE =
            new NetworkRules(new NetworkConfig(NetworkConfig.Action.Deny, List.of("10.0.0.0/8")));

    private static final Listen LISTEN =
            new Listen("127.0.0.1", 0, 0, "Example.com", false, Optional.empty(), Optional.empty());

    private final Authenticator authenticator = new Authenticator(
            new Hosts(LISTEN, List.of("open", "office", "keyless")),
            new Keyring(Map.of(
                    "open-key-1", new Principal("open", "key1"),
                    "open-key-2", new Principal("open", "key2"),
                    "office-key", new Principal("office", "key1"),
                    "keyless-key", new Principal("keyless", "key1"))),
            Map.of(
                    "open", new ResourceAccess(true, EVERYWHERE),
                    "office", new ResourceAccess(true, OFFICE),
                    "keyless", new ResourceAccess(false, EVERYWHERE)));

    @Test
    void aKeySaysWhichResourceCalls() {
        assertThat(authenticate("open-key-1")).isEqualTo(new Principal("open", "key1"));
        assertThat(authenticate("open-key-2")).isEqualTo(new Principal("open", "key2"));
    }

    @Test
    void triesEveryPlaceBeforeItRefuses() {
        assertThat(authenticator.authenticate(
                        Credentials.of(Optional.of("stale"), Optional.of("Bearer open-key-1")),
                        "localhost",
                        "203.0.113.9"))
                .isEqualTo(new Principal("open", "key1"));
        assertThat(authenticator.authenticate(
                        Credentials.of(Optional.of("open-key-1"), Optional.of("open-key-1")),
                        "localhost",
                        "203.0.113.9"))
                .isEqualTo(new Principal("open", "key1"));
    }

    @Test
    void refusesWithoutACredentialAndWithAWrongOne() {
        assertThat(refusal(Credentials.of(Optional.empty(), Optional.empty()), "203.0.113.9"))
                .isEqualTo(ErrorCode.MISSING_CREDENTIAL);
        for (String wrong : List.of("open-key-", "open-key-11", "OPEN-KEY-1", "x", "ö", "k".repeat(5_000), "\0")) {
            assertThat(refusal(key(wrong), "203.0.113.9")).as(wrong).isEqualTo(ErrorCode.INVALID_KEY);
        }
    }

    @Test
    void aRightKeyOfAResourceThatTakesNoKeysLooksLikeAWrongOne() {
        assertThat(refusal(key("keyless-key"), "203.0.113.9")).isEqualTo(ErrorCode.INVALID_KEY);
    }

    @Test
    void aRightKeyFromARefusedAddressIsForbidden() {
        assertThat(refusal(key("office-key"), "203.0.113.9")).isEqualTo(ErrorCode.NETWORK_DENIED);
        assertThat(refusal(key("office-key"), "unknown")).isEqualTo(ErrorCode.NETWORK_DENIED);
        assertThat(authenticator
                        .authenticate(key("office-key"), "localhost", "10.1.2.3")
                        .resource())
                .isEqualTo("office");
        // A wrong key tells nothing about the rules.
        assertThat(refusal(key("wrong"), "203.0.113.9")).isEqualTo(ErrorCode.INVALID_KEY);
    }

    @Test
    void whereTheHostNamesAResourceTheKeysOfOthersAreWrong() {
        for (String form : List.of("openai", "services.ai", "cognitiveservices")) {
            String host = "open." + form + ".example.com";
            assertThat(authenticator
                            .authenticate(key("open-key-2"), host, "203.0.113.9")
                            .resource())
                    .isEqualTo("open");
            assertThat(refusal(key("office-key"), host, "10.1.2.3")).isEqualTo(ErrorCode.INVALID_KEY);
            assertThat(refusal(key("office-key"), host, "203.0.113.9"))
                    .as("nor do the rules of the other resource show")
                    .isEqualTo(ErrorCode.INVALID_KEY);
            assertThat(refusal(key("keyless-key"), host, "203.0.113.9")).isEqualTo(ErrorCode.INVALID_KEY);
            assertThat(authenticator
                            .authenticate(
                                    Credentials.of(Optional.of("office-key"), Optional.of("open-key-1")),
                                    host,
                                    "203.0.113.9")
                            .resource())
                    .as("of two keys the one that fits")
                    .isEqualTo("open");
        }
        for (String other : List.of("", "example.com", "nobody.openai.example.com", "open.example.com", "[::1]")) {
            assertThat(authenticator
                            .authenticate(key("office-key"), other, "10.1.2.3")
                            .resource())
                    .as(other)
                    .isEqualTo("office");
        }
    }

    private Principal authenticate(String key) {
        return authenticator.authenticate(key(key), "localhost", "203.0.113.9");
    }

    private ErrorCode refusal(Credentials credentials, String address) {
        return refusal(credentials, "localhost", address);
    }

    private ErrorCode refusal(Credentials credentials, String host, String address) {
        FailureException refused = catchThrowableOfType(
                FailureException.class, () -> authenticator.authenticate(credentials, host, address));
        return refused.failure().code();
    }

    private static Credentials key(String key) {
        return Credentials.of(Optional.of(key), Optional.empty());
    }
}
