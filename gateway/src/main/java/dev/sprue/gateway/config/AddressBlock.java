package dev.sprue.gateway.config;

import java.net.InetAddress;

/** A block of IPv4 or IPv6 addresses, as CIDR writes it. */
public final class AddressBlock {

    private final byte[] address;
    private final int bits;

    private AddressBlock(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    /** Reads {@code address} or {@code address/prefix}, whose syntax has been checked. */
    public static AddressBlock of(String cidr) {
        int slash = cidr.indexOf('/');
        String address = slash < 0 ? cidr : cidr.substring(0, slash);
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        int most = bytes.length * 8;
        if (slash < 0) {
            return new AddressBlock(bytes, most);
        }
        int bits = Integer.parseInt(cidr.substring(slash + 1));
        // An IPv4 address written as IPv6 (::ffff:10.0.0.0/104) is an IPv4 one to the JDK; the prefix follows it.
        boolean mapped = address.indexOf(':') >= 0 && most == 32;
        return new AddressBlock(bytes, mapped ? Math.max(0, bits - 96) : bits);
    }

    /** Whether an address, of 4 or 16 bytes, lies in it. */
    public boolean holds(byte[] other) {
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
