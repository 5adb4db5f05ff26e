package dev.sprue.gateway.http.egress;

import dev.sprue.gateway.config.AddressBlock;
import dev.sprue.gateway.config.EgressConfig;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses may be reached: public ones (by IANA's registries of special-purpose addresses), and those that the
 * configuration adds. An IPv6 address that only carries an IPv4 one is judged by that.
 */
final class AddressRules {

    private enum Reach {
        PUBLIC,
        PRIVATE,
        NEVER
    }

    /** Never reached unless named one by one; looked at first, since some of them lie in blocks of private ones. */
    private static final List<AddressBlock> NEVER = blocks(
            "0.0.0.0/8", // this network
            "100.100.100.200", // a cloud's metadata
            "168.63.129.16", // a cloud's wire server
            "169.254.0.0/16", // link-local, clouds' metadata among them
            "192.0.0.0/24", // protocol assignments, a cloud's metadata among them
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // relays of 6to4
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
            "fd00:ec2::/32", // a cloud's metadata
            "fd20:ce::/32", // a cloud's metadata
            "2001::/23", // protocol assignments, Teredo among them
            "2001:db8::/32", // documentation
            "3fff::/20"); // documentation

    private static final List<AddressBlock> PRIVATE = blocks(
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "::1/128",
            "fc00::/7",
            "fec0::/10");

    /** All of IPv6 that is given out for use in the Internet. */
    private static final AddressBlock GLOBAL_UNICAST = AddressBlock.of("2000::/3");

    private static final AddressBlock SIX_TO_FOUR = AddressBlock.of("2002::/16");
    private static final AddressBlock NAT64 = AddressBlock.of("64:ff9b::/96");
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
    private static final byte[] ISATAP = {0x5e, (byte) 0xfe};

    private final boolean allowPrivate;
    private final List<AddressBlock> allowed;

    AddressRules(EgressConfig config) {
        this.allowPrivate = config.allowPrivate();
        this.allowed = config.allowAddresses().stream().map(AddressBlock::of).toList();
    }

    private static List<AddressBlock> blocks(String... cidrs) {
        return Stream.of(cidrs).map(AddressBlock::of).toList();
    }

    /** Whether a connection may be made to an address. */
    boolean allows(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (within(allowed, bytes)) {
            return true;
        }
        return switch (reach(address)) {
            case PUBLIC -> true;
            case PRIVATE -> allowPrivate;
            case NEVER -> false;
        };
    }

    private static Reach reach(InetAddress address) {
        byte[] bytes = address.getAddress();
        Optional<InetAddress> carried = carried(bytes);
        if (carried.isPresent()) {
            return reach(carried.get());
        }
        if (within(NEVER, bytes)) {
            return Reach.NEVER;
        }
        if (within(PRIVATE, bytes)) {
            return Reach.PRIVATE;
        }
        return address instanceof Inet4Address || GLOBAL_UNICAST.holds(bytes) ? Reach.PUBLIC : Reach.NEVER;
    }

    /** The IPv4 address that an IPv6 one carries by one of the ways of carrying them. */
    private static Optional<InetAddress> carried(byte[] bytes) {
        if (bytes.length != 16) {
            return Optional.empty();
        }
        if (SIX_TO_FOUR.holds(bytes)) {
            return Optional.of(ipv4(bytes, 2));
        }
        boolean isatap = (bytes[8] & ~2) == 0 && bytes[9] == 0 && Arrays.equals(bytes, 10, 12, ISATAP, 0, 2);
        boolean mapped = Arrays.equals(bytes, 0, 12, MAPPED, 0, 12);
        return mapped || isatap || NAT64.holds(bytes) ? Optional.of(ipv4(bytes, 12)) : Optional.empty();
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }

    private static boolean within(List<AddressBlock> blocks, byte[] address) {
        for (AddressBlock block : blocks) {
            if (block.holds(address)) {
                return true;
            }
        }
        return false;
    }
}
