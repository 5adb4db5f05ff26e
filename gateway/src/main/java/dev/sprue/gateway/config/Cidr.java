package dev.sprue.gateway.config;

import java.net.InetAddress;

/** Recognises addresses and blocks of addresses; never asks a name server. */
public final class Cidr {

    private Cidr() {}

    /** Whether a text is {@code address} or {@code address/prefix}. */
    static boolean isValid(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return isAddress(text);
        }
        String prefix = text.substring(slash + 1);
        String address = text.substring(0, slash);
        int bits = address.indexOf(':') >= 0 ? 128 : 32;
        return isAddress(address) && prefix.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(prefix) <= bits;
    }

    /** Whether a text is an IPv4 address of four decimal numbers or an IPv6 address without a zone. */
    public static boolean isAddress(String text) {
        if (text.indexOf(':') < 0) {
            return text.matches("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");
        }
        if (!text.matches("[0-9a-fA-F:.]{2,45}")) {
            return false;
        }
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
