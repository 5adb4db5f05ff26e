package dev.sprue.gateway.api.management;

import dev.sprue.gateway.control.ControlPlane;
import dev.sprue.gateway.control.ManagedResource;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.error.Shown;
import java.util.List;

/** Finds the resources that paths name. What lies in another subscription or group than a path says is not there. */
public final class Accounts {

    private static final int MAX_SHOWN_CHARS = 200;

    private final ControlPlane control;

    /** Takes what knows them. */
    public Accounts(ControlPlane control) {
        this.control = control;
    }

    /** All of them, by name. */
    List<ManagedResource> all() {
        return control.resources();
    }

    /**
     * Those of the path's {@code {subscription}}.
     *
     * @throws FailureException 404 where there is no such subscription
     */
    List<ManagedResource> inSubscription(ArmRequest request) {
        String subscription = request.value("subscription");
        List<ManagedResource> found = all().stream()
                .filter(account -> account.subscription().equalsIgnoreCase(subscription))
                .toList();
        if (found.isEmpty()) {
            throw notFound(ErrorCode.SUBSCRIPTION_NOT_FOUND, subscription);
        }
        return found;
    }

    /**
     * Those of the path's {@code {group}}.
     *
     * @throws FailureException 404 where there is no such group
     */
    List<ManagedResource> inGroup(ArmRequest request) {
        String group = request.value("group");
        List<ManagedResource> found = inSubscription(request).stream()
                .filter(account -> account.resourceGroup().equalsIgnoreCase(group))
                .toList();
        if (found.isEmpty()) {
            throw notFound(ErrorCode.RESOURCE_GROUP_NOT_FOUND, group);
        }
        return found;
    }

    /**
     * The path's {@code {account}}.
     *
     * @throws FailureException 404 where there is none
     */
    public ManagedResource account(ArmRequest request) {
        String name = request.value("account");
        return inGroup(request).stream()
                .filter(account -> account.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> notFound(request, "accounts/" + name));
    }

    /** The failure of what is not there; {@code what} is its type and name, as ids have them. */
    public static FailureException notFound(ArmRequest request, String what) {
        return notFound(ErrorCode.ARM_RESOURCE_NOT_FOUND, ArmId.NAMESPACE + "/" + what, request.value("group"));
    }

    private static FailureException notFound(ErrorCode code, String... names) {
        Object[] shown = new Object[names.length];
        for (int i = 0; i < names.length; i++) {
            shown[i] = Shown.text(names[i], MAX_SHOWN_CHARS);
        }
        return Failure.of(code, shown).toException();
    }
}
