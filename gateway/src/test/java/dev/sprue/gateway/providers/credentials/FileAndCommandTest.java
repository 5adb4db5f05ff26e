package dev.sprue.gateway.providers.credentials;

import static dev.sprue.gateway.providers.credentials.CredentialCase.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.providers.upstream.Credential;
import dev.sprue.gateway.providers.upstream.RequestSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credentials that somebody else keeps fresh, in a file or behind a command. */
class FileAndCommandTest {

    @RegisterExtension
    private final CredentialCase given = new CredentialCase();

    @Test
    void aFileIsReadAnewWhenItsKeyIsRefused() throws Exception {
        given.file("key", "  first\n");
        Credential credential = given.of("{file: {path: key}}");
        RequestSigner first = CredentialCase.signer(credential);
        assertThat(header(first)).isEqualTo("x-key: first");
        given.file("key", "second");
        assertThat(credential.renew(first)).isTrue();
        assertThat(header(credential)).isEqualTo("x-key: second");
        assertThat(credential.renew(first)).as("there is a newer one").isTrue();
    }

    @Test
    void itsContentCanBeABearerToken() throws Exception {
        given.file("key", "first");
        assertThat(header(given.of("{file: {path: key, send: bearer}}"))).isEqualTo("authorization: Bearer first");
    }

    @Test
    void aCommandsOutputIsTheCredential() throws Exception {
        given.env("PATH", "/usr/bin:/bin").file("print.sh", "echo \"$1\"; echo on standard error >&2\n");
        assertThat(header(given.of("{command: {run: [sh, print.sh, a$b*'c]}}"))).isEqualTo("x-key: a$b*'c");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            echo canary; exit 7 | the command sh ended with 7; run it by hand
            sleep 60 | the command sh and its output did not end within 300 ms
            head -c 2000000 /dev/zero | prints more than 1048576 bytes
            """)
    void aCommandThatFailsIsToldWithoutItsOutput(String script, String message) {
        assertThatThrownBy(() -> CommandOutput.of(List.of("sh", "-c", script), given.folder(), Duration.ofMillis(300)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("canary");
    }

    @Test
    void aCommandThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> CommandOutput.of(List.of("no-such-program"), given.folder(), Duration.ofSeconds(5)))
                .hasMessage("the command no-such-program cannot be started; look whether it is there and may be run");
    }

    @Test
    void aFileThatHoldsNoCredentialIsNamed() throws Exception {
        Path empty = given.file("empty", " \n");
        assertThatThrownBy(() -> SecretFiles.credential(empty)).hasMessage(empty + " gave no credential");
        Path twoLines = given.file("two", "canary\nlines");
        assertThatThrownBy(() -> SecretFiles.credential(twoLines))
                .hasMessageContaining("must be printable ASCII characters, no blanks")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> SecretFiles.credential(given.folder().resolve("none")))
                .hasMessage("there is no file " + given.folder().resolve("none"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            a b  c | a,b,c
            /x/y --n "a b" 'c d' | /x/y,--n,a b,c d
            a\\ b "q\\"q" 'r"r' | a b,q"q,r"r
            --k="v w"z | --k=v wz
            """)
    void aCommandLineIsCutAsShellsDo(String line, String words) {
        assertThat(CommandLine.split(line)).containsExactly(words.split(","));
    }
}
