package dev.sprue.gateway.http.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How callers' URLs are read: in one way, or not at all. */
class RemoteUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            http://example.com                    | example.com     | 80   | /
            HTTPS://EXAMPLE.com                   | example.com     | 443  | /
            https://example.com.                  | example.com     | 443  | /
            https://example.com:/a                | example.com     | 443  | /a
            https://example.com:8443?a=b          | example.com     | 8443 | /?a=b
            http://example.com#frag               | example.com     | 80   | /
            http://example.com/a#b?c              | example.com     | 80   | /a
            http://a_b.example.com/               | a_b.example.com | 80   | /
            http://1.2.3.4/                       | 1.2.3.4         | 80   | /
            http://1.2.3.4./                      | 1.2.3.4         | 80   | /
            http://[2600::1]:81/x                 | 2600::1         | 81   | /x
            http://[::FFFF:1.2.3.4]/              | ::ffff:1.2.3.4  | 80   | /
            http://example.com/a b/ä?q="x"        | example.com     | 80   | /a%20b/%C3%A4?q=%22x%22
            http://example.com/%2e%2e/@x:y        | example.com     | 80   | /%2e%2e/@x:y
            http://0x7f.1.example.com/            | 0x7f.1.example.com | 80 | /
            http://127.0.0.1.example.com/         | 127.0.0.1.example.com | 80 | /
            """)
    void reads(String text, String host, int port, String target) throws Exception {
        RemoteUrl url = RemoteUrl.parse(text);
        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "//example.com",
                "http:/example.com",
                "http:example.com",
                "http://",
                "http://.",
                "http://..",
                "http://:80",
                "http://?",
                "http://#@example.com",
                "http:///example.com",
                "http://example..com",
                "http://.example.com",
                "http://-a.com",
                "http://a-.com",
                "http://example.com..",
                "http://exam ple.com",
                "http://example.com\\@evil.com",
                "http://evil.com\\example.com",
                "http://example.com\t/",
                "http://example.com\r\nhost: evil",
                "http://example.com/\r\nx: y",
                "http://example.com/\0",
                "http://user@example.com",
                "http://user:pw@example.com",
                "http://:@example.com",
                "http://example.com@127.0.0.1/",
                "http://127.0.0.1:80@example.com",
                "http://a%40b.com",
                "http://%31%32%37.0.0.1",
                "http://ex%61mple.com",
                "http://ex\u00e4mple.com",
                "http://\u2460\u2461\u2466.0.0.1",
                "http://127\u30020\u30020\u30021",
                "http://\uff11\uff12\uff17.0.0.1",
                "http://\u24d4xample.com",
                "http://\u017fecret.com",
                "http://exa\u00admple.com",
                "http://2130706433",
                "http://0x7f000001",
                "http://0X7F000001",
                "http://0x",
                "http://017700000001",
                "http://0177.0.0.1",
                "http://0x7f.0.0.1",
                "http://127.0.0.0x1",
                "http://127.1",
                "http://127.0.1",
                "http://127.0.0.1.1",
                "http://127.0.0.01",
                "http://127.0.0.256",
                "http://127.0.0.1..",
                "http://1.2.3.",
                "http://0",
                "http://example.1",
                "http://example.0x1",
                "http://[::1",
                "http://::1",
                "http://[::1]x",
                "http://[]",
                "http://[::1%25eth0]",
                "http://[::1%eth0]",
                "http://[fe80::1%lo]",
                "http://[127.0.0.1]",
                "http://[example.com]",
                "http://[1:2:3]",
                "http://[v1.x]",
                "http://example.com:0",
                "http://example.com:65536",
                "http://example.com:99999999999",
                "http://example.com:-1",
                "http://example.com:+80",
                "http://example.com:80:81",
                "http://example.com:8o",
                "file:///etc/passwd",
                "ftp://example.com",
                "gopher://example.com",
                "data:image/png;base64,AAAA",
                "httpss://example.com",
                "jar:http://example.com!/"
            })
    void refuses(String text) {
        assertThatThrownBy(() -> RemoteUrl.parse(text)).isInstanceOf(RemoteUrl.BadUrlException.class);
    }

    @Test
    void refusesWhatIsTooLong() {
        String label = "a".repeat(63);
        assertThatThrownBy(() -> RemoteUrl.parse("http://" + "a".repeat(64) + ".com"))
                .isInstanceOf(RemoteUrl.BadUrlException.class);
        assertThatThrownBy(() -> RemoteUrl.parse("http://" + (label + ".").repeat(4) + "com"))
                .isInstanceOf(RemoteUrl.BadUrlException.class);
        assertThatThrownBy(() -> RemoteUrl.parse("http://example.com/" + "a".repeat(9_000)))
                .hasMessageContaining("longer than 8192");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            https://a.com/x/y?q | /z               | https://a.com:443/z
            https://a.com/x/y?q | z?r              | https://a.com:443/x/z?r
            https://a.com/x/y?q | ?r               | https://a.com:443/x/y?r
            https://a.com/x/y?q | ``               | https://a.com:443/x/y
            https://a.com:81/x  | //b.com/z        | https://b.com:443/z
            https://a.com/x     | http://b.com:82/ | http://b.com:82/
            http://[2600::1]/x  | y                | http://2600::1:80/y
            http://a.com/x      | y:z              | fails
            http://a.com/x      | ./y:z            | http://a.com:80/./y:z
            http://a.com/x      | javascript:1     | fails
            http://a.com/x      | //u@b.com/       | fails
            http://a.com/x      | http://2130706433/ | fails
            """)
    void followsLocations(String from, String location, String to) throws Exception {
        RemoteUrl base = RemoteUrl.parse(from);
        if (to.equals("fails")) {
            assertThatThrownBy(() -> base.resolve(location)).isInstanceOf(RemoteUrl.BadUrlException.class);
            return;
        }
        RemoteUrl next = base.resolve(location);
        assertThat((next.tls() ? "https://" : "http://") + next.host() + ":" + next.port() + next.target())
                .isEqualTo(to);
    }
}
