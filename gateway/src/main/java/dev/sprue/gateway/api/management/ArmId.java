package dev.sprue.gateway.api.management;

import dev.sprue.gateway.control.ManagedResource;

/** The ids of resources, which are paths too, in the case in which their names were written. */
public final class ArmId {

    /** Whose types these are. */
    public static final String NAMESPACE = "Microsoft.CognitiveServices";

    private ArmId() {}

    /** The id of a subscription. */
    static String subscription(String subscription) {
        return "/subscriptions/" + subscription;
    }

    /** The id of a resource group. */
    static String group(String subscription, String group) {
        return subscription(subscription) + "/resourceGroups/" + group;
    }

    /** The id of an account. */
    public static String account(ManagedResource account) {
        return group(account.subscription(), account.resourceGroup()) + "/providers/" + NAMESPACE + "/accounts/"
                + account.name();
    }

    /** The id of something that belongs to an account: {@code deployments} and its name, say. */
    public static String child(ManagedResource account, String type, String name) {
        return account(account) + "/" + type + "/" + name;
    }
}
