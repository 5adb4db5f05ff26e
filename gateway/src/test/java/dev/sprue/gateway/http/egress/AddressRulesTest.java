package dev.sprue.gateway.http.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.EgressConfig;
import java.net.InetAddress;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses may be reached, in all the ways in which one can be written. */
class AddressRulesTest {

    static EgressConfig config(boolean allowPrivate, List<String> allowed, List<Integer> ports) {
        return new EgressConfig(true, allowPrivate, allowed, ports, 1, 2, 5, 3, 2_000, 10_000, 8);
    }

    private static boolean allows(String address, boolean allowPrivate, String... allowed) {
        return new AddressRules(config(allowPrivate, List.of(allowed), List.of()))
                .allows(InetAddress.ofLiteral(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "93.184.215.14",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:2800:21f:cb07::1",
                "2a00::1",
                "2400:cb00::1",
                "64:ff9b::5db8:d70e",
                "2002:5db8:d70e::1",
                "::ffff:93.184.215.14",
                "2600::5efe:5db8:d70e"
            })
    void publicOnesMay(String address) {
        assertThat(allows(address, false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "::1",
                "fc00::1",
                "fd12:3456::1",
                "fec0::1",
                "::ffff:127.0.0.1",
                "::ffff:10.1.2.3",
                "::ffff:7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b::10.0.0.1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "2002:c0a8:1::1",
                "2600::5efe:7f00:1",
                "2600::200:5efe:c0a8:101"
            })
    void privateOnesMayIfTheConfigurationSaysSo(String address) {
        assertThat(allows(address, false)).isFalse();
        assertThat(allows(address, true)).isTrue();
        assertThat(allows(address, false, address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "169.254.0.1",
                "168.63.129.16",
                "100.100.100.200",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::2",
                "::127.0.0.1",
                "::8.8.8.8",
                "fe80::1",
                "febf::1",
                "ff02::1",
                "100::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "2001::1",
                "2001:10::1",
                "2001:db8::1",
                "3fff::1",
                "4000::1",
                "5f00::1",
                "64:ff9b:1::1",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::",
                "::ffff:169.254.169.254",
                "2600::5efe:a9fe:a9fe"
            })
    void othersMayNotForAllThat(String address) {
        assertThat(allows(address, false)).isFalse();
        assertThat(allows(address, true)).isFalse();
        assertThat(allows(address, false, "0.0.0.0/0", "::/0")).isTrue();
    }

    @Test
    void whatIsAllowedIsAllowedToTheBit() {
        assertThat(allows("10.1.255.255", false, "10.1.0.0/16")).isTrue();
        assertThat(allows("10.2.0.0", false, "10.1.0.0/16")).isFalse();
        assertThat(allows("10.1.0.1", false, "10.1.0.0/32")).isFalse();
        assertThat(allows("fd00::1:1", false, "fd00::/112")).isFalse();
        assertThat(allows("fd00::1", false, "fd00::/112")).isTrue();
    }

    /** An address in a wrapping of IPv6 is never judged more mildly than by itself. */
    @Test
    void noWrappingOpensWhatIsClosed() throws Exception {
        AddressRules rules = new AddressRules(config(false, List.of(), List.of()));
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] four = new byte[4];
            random.nextBytes(four);
            boolean plain = rules.allows(InetAddress.getByAddress(four));
            String hex = "%02x%02x:%02x%02x".formatted(four[0], four[1], four[2], four[3]);
            for (String wrapped :
                    List.of("::ffff:" + hex, "64:ff9b::" + hex, "2002:" + hex + "::", "2600::5efe:" + hex)) {
                assertThat(rules.allows(InetAddress.ofLiteral(wrapped)))
                        .as(wrapped)
                        .isEqualTo(plain);
            }
        }
    }
}
