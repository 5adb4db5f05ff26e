package dev.sprue.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.NetworkConfig;
import dev.sprue.gateway.testing.Tries;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkRulesTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            0.0.0.0/0,            255.255.255.255, true
            0.0.0.0/0,            ::1,             false
            10.0.0.0/8,           10.255.255.255,  true
            10.0.0.0/8,           11.0.0.0,        false
            10.9.9.9/8,           10.0.0.1,        true
            192.168.1.128/25,     192.168.1.128,   true
            192.168.1.128/25,     192.168.1.127,   false
            192.168.1.2/31,       192.168.1.3,     true
            192.168.1.2/31,       192.168.1.4,     false
            192.168.1.2/31,       192.168.1.1,     false
            192.168.1.2/32,       192.168.1.2,     true
            192.168.1.2/32,       192.168.1.3,     false
            192.168.1.2,          192.168.1.2,     true
            128.0.0.0/1,          127.255.255.255, false
            128.0.0.0/1,          200.0.0.1,       true
            ::/0,                 2001:db8::1,     true
            ::/0,                 10.0.0.1,        false
            2001:db8::/32,        2001:db8:ffff::, true
            2001:db8::/32,        2001:db9::,      false
            2001:db8::1,          2001:db8:0:0:0:0:0:1, true
            2001:db8::/127,       2001:db8::1,     true
            2001:db8::/127,       2001:db8::2,     false
            2001:db8::5/128,      2001:db8::5,     true
            10.0.0.0/8,           ::ffff:10.1.2.3, true
            ::ffff:10.0.0.0/104,  10.1.2.3,        true
            ::ffff:10.0.0.0/104,  11.1.2.3,        false
            ::ffff:10.1.2.3,      10.1.2.3,        true
            ::ffff:10.1.2.3/128,  10.1.2.4,        false
            ::ffff:0:0/96,        203.0.113.7,     true
            ::ffff:0:0/96,        2001:db8::1,     false
            """)
    void aRuleHoldsItsBlockAndNothingElse(String rule, String address, boolean allowed) {
        assertThat(denying(rule).allows(address)).isEqualTo(allowed);
    }

    @Test
    void agreesWithArithmeticOnEveryBlock() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < Tries.of(3_000, 300_000); i++) {
            byte[] base = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(base);
            base[0] |= 0x20; // never an IPv4-mapped IPv6 address
            int bits = random.nextInt(base.length * 8 + 1);
            byte[] other = base.clone();
            int flipped = random.nextInt(base.length * 8);
            other[flipped / 8] ^= (byte) (0x80 >> (flipped % 8));
            String rule = InetAddress.getByAddress(base).getHostAddress() + "/" + bits;
            String address = InetAddress.getByAddress(other).getHostAddress();
            boolean same = new BigInteger(1, base)
                            .xor(new BigInteger(1, other))
                            .shiftRight(base.length * 8 - bits)
                            .signum()
                    == 0;
            assertThat(denying(rule).allows(address))
                    .as("%s in %s", address, rule)
                    .isEqualTo(same);
        }
    }

    @Test
    void theDefaultDecidesWhereNoRuleDoes() {
        assertThat(new NetworkRules(new NetworkConfig(NetworkConfig.Action.Allow, List.of())).allows("203.0.113.1"))
                .isTrue();
        assertThat(new NetworkRules(new NetworkConfig(NetworkConfig.Action.Deny, List.of())).allows("127.0.0.1"))
                .isFalse();
        NetworkRules two = new NetworkRules(new NetworkConfig(NetworkConfig.Action.Deny, List.of("127.0.0.1", "::1")));
        assertThat(two.allows("127.0.0.1")).isTrue();
        assertThat(two.allows("::1")).isTrue();
        assertThat(two.allows("127.0.0.2")).isFalse();
    }

    @Test
    void whatIsNoAddressIsRefused() {
        NetworkRules all = new NetworkRules(new NetworkConfig(NetworkConfig.Action.Deny, List.of("0.0.0.0/0", "::/0")));
        for (String text : List.of("", "unknown", "localhost", "10.0.0.0.1", "1.2.3.4:80", "%", "::%nosuch")) {
            assertThat(all.allows(text)).as(text).isFalse();
        }
    }

    private static NetworkRules denying(String rule) {
        return new NetworkRules(new NetworkConfig(NetworkConfig.Action.Deny, List.of(rule)));
    }
}
