package dev.sprue.gateway.auth;

import dev.sprue.gateway.config.NetworkConfig;
import java.net.InetAddress;
import java.util.List;

/** Which addresses may call a resource (Azure: {@code networkAcls}). Immutable. */
public final class NetworkRules {

    private final boolean allowByDefault;
    private final List<Block> blocks;

    private record Block(byte[] address, int bits) {

        static Block of(String cidr) {
            int slash = cidr.indexOf('/');
            String address = slash < 0 ? cidr : cidr.substring(0, slash);
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            int most = bytes.length * 8;
            if (slash < 0) {
                return new Block(bytes, most);
            }
            int bits = Integer.parseInt(cidr.substring(slash + 1));
            // An IPv4 address written as IPv6 (::ffff:10.0.0.0/104) is an IPv4 one to the JDK; the prefix follows it.
            boolean mapped = address.indexOf(':') >= 0 && most == 32;
            return new Block(bytes, mapped ? Math.max(0, bits - 96) : bits);
        }

        boolean holds(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != other[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            int mask = 0xFF << (8 - rest);
            return rest == 0 || (address[whole] & mask) == (other[whole] & mask);
        }
    }

    /** Reads the rules, whose syntax has been checked. */
    public NetworkRules(NetworkConfig config) {
        this.allowByDefault = config.defaultAction() == NetworkConfig.Action.Allow;
        this.blocks = config.ipRules().stream().map(Block::of).toList();
    }

    /** Whether a caller at that address, written as a literal, may call. */
    public boolean allows(String remoteAddress) {
        if (allowByDefault) {
            return true;
        }
        byte[] address;
        try {
            address = InetAddress.ofLiteral(remoteAddress).getAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
        return blocks.stream().anyMatch(block -> block.holds(address));
    }
}
