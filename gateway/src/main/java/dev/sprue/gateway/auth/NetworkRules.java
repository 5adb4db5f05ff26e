package dev.sprue.gateway.auth;

import dev.sprue.gateway.config.AddressBlock;
import dev.sprue.gateway.config.NetworkConfig;
import java.net.InetAddress;
import java.util.List;

/** Which addresses may call a resource (Azure: {@code networkAcls}). Immutable. */
public final class NetworkRules {

    private final boolean allowByDefault;
    private final List<AddressBlock> blocks;

    /** Reads the rules, whose syntax has been checked. */
    public NetworkRules(NetworkConfig config) {
        this.allowByDefault = config.defaultAction() == NetworkConfig.Action.Allow;
        this.blocks = config.ipRules().stream().map(AddressBlock::of).toList();
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
