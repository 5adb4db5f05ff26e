package dev.sprue.gateway.api.management;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.gateway.config.OfferedModel;
import dev.sprue.gateway.control.Change;
import dev.sprue.gateway.control.ControlPlane;
import dev.sprue.gateway.control.DeploymentSpec;
import dev.sprue.gateway.control.ManagedDeployment;
import dev.sprue.gateway.control.ManagedResource;
import dev.sprue.gateway.control.Page;
import dev.sprue.gateway.control.Sku;
import dev.sprue.gateway.control.Written;
import dev.sprue.gateway.error.FailureException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** {@code accounts/{account}/deployments}: made, changed, listed and deleted. */
public final class DeploymentRoutes {

    private static final String ALL = "/deployments";
    private static final String ONE = "/deployments/{deployment}";

    private final ControlPlane control;
    private final Accounts accounts;
    private final Offers offers;
    private final Consumer<Change> settle;

    /**
     * Takes what the routes speak for.
     *
     * @param offers tells what models can do
     * @param settle waits until inference in this process goes by a change
     */
    public DeploymentRoutes(ControlPlane control, Accounts accounts, Offers offers, Consumer<Change> settle) {
        this.control = control;
        this.accounts = accounts;
        this.offers = offers;
        this.settle = settle;
    }

    /** The routes. */
    public List<ArmRoute> routes() {
        return List.of(
                ArmRoute.ofAccount("GET", ALL, this::list),
                ArmRoute.ofAccount("GET", ONE, this::get),
                ArmRoute.ofAccount("PUT", ONE, this::put),
                ArmRoute.ofAccount("PATCH", ONE, this::patch),
                ArmRoute.ofAccount("DELETE", ONE, this::delete),
                ArmRoute.ofAccount("GET", ONE + "/skus", this::skus));
    }

    private ArmAnswer list(ArmRequest request) {
        ManagedResource account = accounts.account(request);
        Page<ManagedDeployment> page = control.deployments(account.name(), Pages.start(request), Pages.size(request));
        return Json.list(
                page.items(), Pages.next(request, page), (json, deployment) -> write(json, account, deployment));
    }

    private ArmAnswer get(ArmRequest request) {
        ManagedResource account = accounts.account(request);
        return control.deployment(account.name(), request.value("deployment"))
                .map(found -> answer(200, account, found))
                .orElseThrow(() -> notFound(account, request));
    }

    private ArmAnswer put(ArmRequest request) {
        ManagedResource account = accounts.account(request);
        DeploymentSpec spec = DeploymentReader.whole(request.body());
        Written<ManagedDeployment> written =
                control.put(account.name(), request.value("deployment"), spec, request.conditions(), request.actor());
        return written(account, written);
    }

    private ArmAnswer patch(ArmRequest request) {
        ManagedResource account = accounts.account(request);
        UnaryOperator<DeploymentSpec> change = DeploymentReader.part(request.body());
        Written<ManagedDeployment> written = control.patch(
                account.name(), request.value("deployment"), change, request.conditions(), request.actor());
        return written(account, written);
    }

    private ArmAnswer delete(ArmRequest request) {
        ManagedResource account = accounts.account(request);
        return control.delete(account.name(), request.value("deployment"), request.conditions(), request.actor())
                .map(change -> settled(ArmAnswer.empty(200), change))
                .orElseGet(() -> ArmAnswer.empty(204));
    }

    private ArmAnswer written(ManagedResource account, Written<ManagedDeployment> written) {
        return settled(answer(written.created() ? 201 : 200, account, written.object()), written.change());
    }

    private ArmAnswer settled(ArmAnswer answer, Change change) {
        settle.accept(change);
        return answer.with(ArmAnswer.OPERATION, change.operation());
    }

    private ArmAnswer answer(int status, ManagedResource account, ManagedDeployment deployment) {
        return ArmAnswer.of(status, json -> write(json, account, deployment))
                .with("etag", EntityTags.quoted(deployment.etag()));
    }

    private void write(JsonGenerator json, ManagedResource account, ManagedDeployment deployment) throws IOException {
        Map<String, String> capabilities =
                offers.of(deployment).map(ModelJson::capabilities).orElse(Map.of());
        DeploymentJson.write(json, account, deployment, capabilities);
    }

    private ArmAnswer skus(ArmRequest request) {
        ManagedResource account = accounts.account(request);
        ManagedDeployment deployment = control.deployment(account.name(), request.value("deployment"))
                .orElseThrow(() -> notFound(account, request));
        List<String> names = offers.of(deployment).map(OfferedModel::skus).orElse(List.of());
        return Json.list(names, Optional.empty(), (json, name) -> {
            json.writeStartObject();
            json.writeStringField("resourceType", ArmId.NAMESPACE + "/accounts/deployments");
            DeploymentJson.sku(json, new Sku(name, deployment.spec().sku().capacity()));
            ModelJson.capacity(json);
            json.writeEndObject();
        });
    }

    private static FailureException notFound(ManagedResource account, ArmRequest request) {
        return Accounts.notFound(request, "accounts/" + account.name() + "/deployments/" + request.value("deployment"));
    }
}
