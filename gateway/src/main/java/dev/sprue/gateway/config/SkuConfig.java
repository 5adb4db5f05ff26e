package dev.sprue.gateway.config;

/**
 * The capacity type of a deployment.
 *
 * @param name one of the service's SKU names
 * @param capacity capacity units, at least 1; one unit is 1,000 tokens a minute
 */
public record SkuConfig(
        @Default("GlobalStandard") @Matches(Form.SKU) String name,

        @Default("1") @Range(min = 1, max = SkuConfig.MAX_CAPACITY) @Pending("capacity is not enforced")
        int capacity) {

    /** Units of capacity that a deployment may have at most. */
    public static final int MAX_CAPACITY = 1_000_000;
}
