package dev.sprue.gateway.config;

import java.util.List;

/**
 * Which client addresses may call a resource.
 *
 * @param defaultAction {@code Allow} or {@code Deny}, for an address that no rule names
 * @param ipRules IPv4 or IPv6 addresses or CIDR blocks that may call although the default is {@code Deny}
 */
public record NetworkConfig(
        @Default("Allow") Action defaultAction,
        @Matches(Form.CIDR) List<String> ipRules) {

    /** What happens to an address that no rule names. */
    public enum Action {
        /** It may call. */
        Allow,
        /** It is refused. */
        Deny
    }
}
