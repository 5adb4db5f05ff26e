package dev.sprue.gateway.api.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pictures and sounds the surface takes in messages, in which role, and what it says about others. */
class MediaChecksTest {

    private static void check(String message) throws Exception {
        byte[] body = ("{\"messages\":[" + message + "]}").getBytes(StandardCharsets.UTF_8);
        RequestChecks.chat(JsonFields.scan(body, 64), ApiVersion.V2025_04_01);
    }

    private static String user(String part) {
        return "{\"role\":\"user\",\"content\":[" + part + "]}";
    }

    private static String image(String url) {
        String json = new String(JsonText.quote(url), StandardCharsets.UTF_8);
        return user("{\"type\":\"image_url\",\"image_url\":{\"url\":" + json + "}}");
    }

    private static String audio(String url) {
        String json = new String(JsonText.quote(url), StandardCharsets.UTF_8);
        return user("{\"type\":\"audio_url\",\"audio_url\":{\"url\":" + json + "}}");
    }

    private static FailureException refused(String message) {
        return catchThrowableOfType(FailureException.class, () -> check(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:image/png;base64,AAAA",
                "DATA:Image/PNG;BASE64,AAAA",
                "data:image/jpg;base64,AA==",
                "data:image/webp;charset=utf-8;base64,AAA=",
                "data:image/gif;base64,AA",
                "data:image/avif;base64,AB+/\n cd==",
                "https://example.com/a.png",
                "HTTP://EXAMPLE.COM:8080/a.png?b=c#d",
                "https://93.184.215.14/a b.png",
                "https://[2606:2800:21f::1]/",
                "http://localhost/on-the-server-of-the-model.png"
            })
    void takesPictures(String url) {
        assertThatCode(() -> check(image(url))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data:audio/wav;base64,AAAA", "data:audio/mpeg;base64,AAAA", "https://example.com/a.mp3"})
    void takesSounds(String url) {
        assertThatCode(() -> check(audio(url))).doesNotThrowAnyException();
    }

    @Test
    void readsEscapesAsTheCharactersThatTheyMean() {
        String escaped = "\"data:image\\/png;base64,AB\\u002b\\/\\nAA\\u003D=\"";
        String part = "{\"type\":\"image_url\",\"image_url\":{\"url\":" + escaped + "}}";
        assertThatCode(() -> check(user(part))).doesNotThrowAnyException();
        assertThat(refused(user(part.replace("002b", "002c"))))
                .hasMessageContaining("a character that is none of base64");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                              | it is neither a data URL nor an http(s) URL
            a.png                           | it is neither a data URL nor an http(s) URL
            file:///etc/passwd              | it is neither a data URL nor an http(s) URL
            ftp://example.com/a.png         | it is neither a data URL nor an http(s) URL
            gopher://example.com:70/        | it is neither a data URL nor an http(s) URL
            blob:https://example.com/1      | it is neither a data URL nor an http(s) URL
            javascript:alert(1)             | it is neither a data URL nor an http(s) URL
            data:image/png;base64           | its media type does not end in a comma
            data:image/png,AAAA             | its data is not in base64
            data:,AAAA                      | its data is not in base64
            data:;base64,AAAA               | its media type is none that is known here
            data:text/html;base64,AAAA      | its media type is none that is known here
            data:audio/wav;base64,AAAA      | its media type is none that is known here
            data:image/svg+xml;base64,AAAA  | its media type is none that is known here
            data:image/png;base64,          | it holds no data
            data:image/png;base64,====      | it holds no data
            data:image/png;base64,AAAAA     | its base64 is cut off or padded wrongly
            data:image/png;base64,AAA==     | its base64 is cut off or padded wrongly
            data:image/png;base64,AA===     | its base64 is cut off or padded wrongly
            data:image/png;base64,AA=A      | its base64 goes on after its padding
            data:image/png;base64,AA-_      | it has a character that is none of base64
            data:image/png;base64,AÄAA      | it has a character that is none of base64
            http://                         | it names no host
            http:///a.png                   | it names no host
            http:a.png                      | it does not begin with https:// or http://
            https://ann:secret@example.com/ | it has credentials in it
            https://example.com:0/          | it has a port that is none
            https://example.com:65536/      | it has a port that is none
            https://exa mple.com/           | it has a host name that is none; names beyond ASCII are written with xn--
            https://\\example.com/          | it has a control character or a backslash
            """)
    void saysWhatIsWrongWithAPicture(String url, String problem) {
        FailureException refused = refused(image(url));
        assertThat(refused.failure().status()).isEqualTo(400);
        assertThat(refused.failure().details().getFirst().location())
                .containsExactly("body", "messages", 0, "content", 0, "image_url", "url");
        assertThat(refused.failure().message())
                .isEqualTo("Invalid value for 'messages[0].content[0].image_url.url': " + problem + ".");
    }

    @Test
    void refusesPicturesAmongSoundsAndOverlongUrls() {
        assertThat(refused(audio("data:image/png;base64,AAAA"))).hasMessageContaining("none that is known here");
        assertThat(refused(image("https://example.com/" + "a".repeat(9_000)))).hasMessageContaining("longer than 8192");
        assertThat(refused(image("https://example.com/" + "a".repeat(99_000))))
                .hasMessageContaining("longer than 8192");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"input_audio","format":"wav"}                                  | [body, messages, 0, content, 0, input_audio]
            {"type":"input_audio","input_audio":{"format":"wav"}}                  | [body, messages, 0, content, 0, input_audio, data]
            {"type":"input_audio","input_audio":{"data":"","format":"wav"}}        | [body, messages, 0, content, 0, input_audio, data]
            {"type":"input_audio","input_audio":{"data":"A*","format":"wav"}}      | [body, messages, 0, content, 0, input_audio, data]
            {"type":"input_audio","input_audio":{"data":"AAAA"}}                   | [body, messages, 0, content, 0, input_audio, format]
            {"type":"input_audio","input_audio":{"data":"AAAA","format":"ogg"}}    | [body, messages, 0, content, 0, input_audio, format]
            {"type":"audio_url","audio_url":"https://example.com/a.wav"}           | [body, messages, 0, content, 0, audio_url]
            {"type":"audio_url","audio_url":{}}                                    | [body, messages, 0, content, 0, audio_url, url]
            {"type":"image_url","image_url":{"url":"https://a/","detail":"best"}}  | [body, messages, 0, content, 0, image_url, detail]
            {"type":"refusal","refusal":"no"}                                      | [body, messages, 0, content, 0, type]
            """)
    void namesThePlaceInAPart(String part, String place) {
        assertThat(refused(user(part)).failure().details().getFirst().location().toString())
                .isEqualTo(place);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            system    | {"type":"text","text":"t"}      | true
            developer | {"type":"text","text":"t"}      | true
            tool      | {"type":"text","text":"t"}      | true
            assistant | {"type":"text","text":"t"}      | true
            assistant | {"type":"refusal","refusal":"n"} | true
            tool      | {"type":"refusal","refusal":"n"} | false
            system    | {"type":"image_url","image_url":{"url":"https://a/"}} | false
            tool      | {"type":"image_url","image_url":{"url":"https://a/"}} | false
            assistant | {"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}} | false
            """)
    void othersThanUsersSayText(String role, String part, boolean taken) {
        FailureException refused =
                refused("{\"role\":\"" + role + "\",\"tool_call_id\":\"1\",\"content\":[" + part + "]}");
        if (taken) {
            assertThat(refused).isNull();
        } else {
            assertThat(refused.failure().details().getFirst().location())
                    .containsExactly("body", "messages", 0, "content", 0, "type");
        }
    }

    @Test
    void agreesWithTheJdkAboutWhatIsBase64() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        int taken = 0;
        for (int i = 0; i < 5_000; i++) {
            StringBuilder data = new StringBuilder();
            for (int j = random.nextInt(9); j >= 0; j--) {
                data.append("ABcd01+/==*".charAt(random.nextInt(random.nextInt(3) == 0 ? 11 : 8)));
            }
            boolean jdk;
            try {
                jdk = Base64.getDecoder().decode(data.toString()).length > 0;
            } catch (IllegalArgumentException none) {
                jdk = false;
            }
            boolean ours = refused(image("data:image/png;base64," + data)) == null;
            assertThat(ours).as(data.toString()).isEqualTo(jdk);
            taken += ours ? 1 : 0;
        }
        assertThat(taken).isGreaterThan(1_000);
    }

    @Test
    void readsMegabytesWithoutACopy() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("{\"messages\":[" + image("data:image/png;base64,AAAA")).getBytes(StandardCharsets.UTF_8));
        String large = body.toString(StandardCharsets.UTF_8).replace("AAAA", "AAAA".repeat(2_000_000)) + "]}";
        JsonFields fields = JsonFields.scan(large.getBytes(StandardCharsets.UTF_8), 64);
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        RequestChecks.chat(fields, ApiVersion.V2025_04_01);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
    }
}
