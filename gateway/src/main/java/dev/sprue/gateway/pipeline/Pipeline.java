package dev.sprue.gateway.pipeline;

import dev.sprue.gateway.auth.Credentials;
import dev.sprue.gateway.auth.Principal;
import dev.sprue.gateway.deployments.AbilityChecks;
import dev.sprue.gateway.deployments.CatalogModel;
import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.deployments.ResourceModels;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.filters.Screen;
import dev.sprue.gateway.http.AccessFacts;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.HeavyWork;
import dev.sprue.gateway.http.Loop;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.limits.Admission;
import dev.sprue.gateway.limits.Permit;
import dev.sprue.gateway.providers.LaterFlight;
import dev.sprue.gateway.providers.balancing.Backend;
import dev.sprue.gateway.usage.Meter;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The six steps in order, for every surface: {@link #authenticate} before the body is read, {@link #start} after it.
 */
public final class Pipeline implements Inference {

    private static final System.Logger LOG = System.getLogger(Pipeline.class.getName());

    private final Supplier<Snapshot> snapshot;
    private final Admission admission;
    private final Screen screen;
    private final Meter meter;
    private final HeavyWork heavy;
    private final long requestTimeoutMs;

    /**
     * @param snapshot the configuration of this moment
     * @param heavy does what is too much for an event loop
     * @param requestTimeoutMs milliseconds that a call may take in all
     */
    public Pipeline(
            Supplier<Snapshot> snapshot,
            Admission admission,
            Screen screen,
            Meter meter,
            HeavyWork heavy,
            long requestTimeoutMs) {
        this.snapshot = snapshot;
        this.admission = admission;
        this.screen = screen;
        this.meter = meter;
        this.heavy = heavy;
        this.requestTimeoutMs = requestTimeoutMs;
    }

    /**
     * Step 1: who calls. From here on the resource is known, and the answer says where it is.
     *
     * @throws FailureException 401 or 403
     */
    public Principal authenticate(Exchange exchange) {
        return authenticate(exchange, Credentials.of(exchange.header("api-key"), exchange.header("authorization")));
    }

    /**
     * The same for a surface whose callers show their keys in another place.
     *
     * @throws FailureException 401 or 403
     */
    public Principal authenticate(Exchange exchange, Credentials credentials) {
        Snapshot now = snapshot.get();
        Principal principal = now.authenticator().authenticate(credentials, exchange.host(), exchange.remoteAddress());
        exchange.facts().put("resource", principal.resource());
        exchange.facts().put("auth", principal.kind());
        exchange.putHeader(Headers.REGION, now.resource(principal).region());
        return principal;
    }

    /**
     * The deployment that a name means, for a surface that only tells about it.
     *
     * @throws FailureException 400 or 404
     */
    public Deployment describe(Principal principal, Optional<String> name) {
        return snapshot.get().router().describe(principal.resource(), name);
    }

    /** The models and deployments that the caller can list. */
    public ResourceModels models(Principal principal) {
        return snapshot.get().resource(principal).models();
    }

    @Override
    public Flight start(Principal principal, InferenceCall call, Loop loop, AccessFacts facts, AnswerSink sink) {
        Snapshot now = Snapshot.begun(snapshot);
        Deployment deployment;
        boolean isToBeChecked;
        try {
            // Step 2: what the name means, and whether its model can do what is asked.
            deployment = now.router().route(principal.resource(), call.model(), call.operation());
            sink.routed(deployment.name());
            facts.put("deployment", deployment.name());
            facts.put("model", deployment.model().name());
            isToBeChecked = AbilityChecks.concern(deployment.model(), call);
            if (isToBeChecked && call.body().bytes() instanceof JsonBytes.Heap) {
                AbilityChecks.check(deployment.model(), call);
                isToBeChecked = false;
            }
        } catch (FailureException refused) {
            now.calls().end();
            sink.failed(refused.failure());
            return Flight.ENDED;
        } catch (RuntimeException | Error defect) {
            now.calls().end();
            throw defect;
        }
        // Whoever the call is handed to from here on ends it, once, whatever happens there.
        return isToBeChecked
                ? checked(now, deployment, call, loop, facts, sink)
                : admitted(now, deployment, call, loop, facts, sink);
    }

    /** A large body is looked through beside the event loop, as it was when it was read. */
    private Flight checked(
            Snapshot now, Deployment deployment, InferenceCall call, Loop loop, AccessFacts facts, AnswerSink sink) {
        CatalogModel model = deployment.model();
        LaterFlight later = new LaterFlight();
        heavy.run(
                loop.context(),
                () -> {
                    AbilityChecks.check(model, call);
                    return call;
                },
                able -> {
                    if (later.isCancelled()) {
                        now.calls().end();
                    } else {
                        later.begin(() -> admitted(now, deployment, able, loop, facts, sink));
                    }
                },
                failure -> {
                    now.calls().end();
                    if (!later.isCancelled()) {
                        sink.failed(failure);
                    }
                });
        return later;
    }

    private Flight admitted(
            Snapshot now, Deployment deployment, InferenceCall call, Loop loop, AccessFacts facts, AnswerSink sink) {
        Backend backend;
        MeteredCall metered;
        try {
            backend = now.backend(deployment);
            facts.put("provider", backend.provider());
            // Step 3: may it run now?
            Permit permit = admission.admit(deployment, call);
            // Step 6 stands behind the caller's sink from here on: whatever happens next is metered.
            metered = new MeteredCall(call, deployment, backend.provider(), permit, now.calls(), meter, facts, sink);
        } catch (FailureException refused) {
            now.calls().end();
            sink.failed(refused.failure());
            return Flight.ENDED;
        } catch (RuntimeException | Error defect) {
            now.calls().end();
            throw defect;
        }
        try {
            // Step 4: the prompt now, the completion as it comes.
            AnswerSink screened = screen.screen(deployment, call, metered);
            // Step 5: the model.
            metered.took(backend.infer(call, loop, screened));
            metered.limit(loop, requestTimeoutMs);
        } catch (FailureException blocked) {
            metered.failed(blocked.failure());
        } catch (RuntimeException | Error defect) {
            LOG.log(System.Logger.Level.ERROR, "request " + call.id() + " hit a defect", defect);
            metered.failed(Failure.of(ErrorCode.INTERNAL));
        }
        return metered;
    }
}
