package dev.sprue.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.auth.Authenticator;
import dev.sprue.gateway.auth.Hosts;
import dev.sprue.gateway.auth.Keyring;
import dev.sprue.gateway.auth.Principal;
import dev.sprue.gateway.config.Listen;
import dev.sprue.gateway.deployments.CatalogModel;
import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.deployments.ModelAbilities;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.deployments.Router;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.filters.Screen;
import dev.sprue.gateway.http.AccessFacts;
import dev.sprue.gateway.http.ClientLoop;
import dev.sprue.gateway.http.HeavyWork;
import dev.sprue.gateway.http.Loop;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.limits.Admission;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.balancing.SoleBackend;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong in a call, it ends once: else what it runs on is never released, or while other calls run on it. */
class CallsEndOnceTest {

    private static final Failure REFUSED = Failure.of(ErrorCode.INVALID_VALUE, "messages", "it is refused");

    private final ClientLoop loop = new ClientLoop();
    private final HeavyWork heavy = new HeavyWork();
    private final RunningCalls calls = new RunningCalls();
    private final Sink sink = new Sink();
    private Admission admission = Admission.open();
    private Runnable provider = () -> {};

    @AfterEach
    void close() {
        loop.close();
        heavy.close();
    }

    /** A caller that takes anything, or fails itself. */
    private static final class Sink implements AnswerSink {

        private Runnable onRouted = () -> {};
        private Runnable onFailed = () -> {};
        private Optional<Failure> failure = Optional.empty();

        @Override
        public void routed(String deployment) {
            onRouted.run();
        }

        @Override
        public void whole(WholeAnswer answer) {}

        @Override
        public void opened() {}

        @Override
        public void event(StreamEvent event) {}

        @Override
        public void flush() {}

        @Override
        public void completed() {}

        @Override
        public void failed(Failure why) {
            failure = Optional.of(why);
            onFailed.run();
        }
    }

    /** A provider that does what the test says, and answers nothing. */
    private final class Scripted implements Provider {

        @Override
        public String name() {
            return "pp";
        }

        @Override
        public Flight infer(ProviderCall call, AnswerSink answer) {
            provider.run();
            return Flight.ENDED;
        }
    }

    private static void fail(Failure why) {
        throw why.toException();
    }

    private Snapshot snapshot() {
        ProviderModel place = new ProviderModel("pp", "m", ProviderTraits.PLAIN);
        CatalogModel model = new CatalogModel(
                "F", "m", "1", Set.of(Operation.CHAT_COMPLETION), OptionalInt.empty(), ModelAbilities.ANY);
        Deployment deployment = new Deployment("rr", "chat", false, model, "Standard", List.of(place));
        Listen listen = new Listen("127.0.0.1", 0, 0, "localhost", false, Optional.empty(), Optional.empty());
        return new Snapshot(
                new Authenticator(new Hosts(listen, List.of()), new Keyring(Map.of()), Map.of()),
                Map.of(),
                new Router(List.of(deployment)),
                Map.of(deployment, new SoleBackend(place, new Scripted())),
                calls);
    }

    /** Makes a call, and gives back what it threw. */
    private Optional<Throwable> call(String model) throws Exception {
        Snapshot snapshot = snapshot();
        Pipeline pipeline = new Pipeline(() -> snapshot, admission, Screen.open(), call -> {}, heavy, 60_000);
        InferenceCall call = new InferenceCall(
                "id",
                Operation.CHAT_COMPLETION,
                Optional.of(model),
                JsonFields.scan("{\"messages\":[]}".getBytes(StandardCharsets.UTF_8), 100),
                true,
                new ExtraParameters.PassThrough(),
                1);
        CompletableFuture<Optional<Throwable>> thrown = new CompletableFuture<>();
        loop.run(on -> thrown.complete(start(pipeline, call, on)));
        return thrown.get(10, TimeUnit.SECONDS);
    }

    private Optional<Throwable> start(Pipeline pipeline, InferenceCall call, Loop on) {
        try {
            pipeline.start(new Principal("rr", "key1"), call, on, new AccessFacts(false), sink);
            return Optional.empty();
        } catch (RuntimeException | Error thrown) {
            return Optional.of(thrown);
        }
    }

    @Test
    void aCallThatRunsIsOne() throws Exception {
        assertThat(call("chat")).isEmpty();
        assertThat(calls.running()).isEqualTo(1);
    }

    @Test
    void aNameThatMeansNothing() throws Exception {
        assertThat(call("nobody")).isEmpty();
        assertThat(sink.failure).isPresent();
        assertThat(calls.running()).isZero();
    }

    @Test
    void aDefectBeforeAnythingIsAsked() throws Exception {
        sink.onRouted = () -> {
            throw new IllegalStateException("routed");
        };
        assertThat(call("chat")).containsInstanceOf(IllegalStateException.class);
        assertThat(calls.running()).isZero();
    }

    @Test
    void aDefectOfTheAdmission() throws Exception {
        admission = (deployment, call) -> {
            throw new IllegalStateException("admission");
        };
        assertThat(call("chat")).containsInstanceOf(IllegalStateException.class);
        assertThat(calls.running()).isZero();
    }

    @Test
    void aRefusalThatTheCallerCannotTake() throws Exception {
        admission = (deployment, call) -> {
            throw REFUSED.toException();
        };
        sink.onFailed = () -> fail(REFUSED);
        assertThat(call("chat")).isPresent();
        assertThat(calls.running()).as("once, not twice").isZero();
    }

    @Test
    void aFailureThatTheCallerCannotTake() throws Exception {
        provider = () -> fail(REFUSED);
        sink.onFailed = () -> fail(REFUSED);
        assertThat(call("chat")).isPresent();
        assertThat(calls.running()).as("once, not twice").isZero();
    }

    @Test
    void aStackThatIsTooDeep() throws Exception {
        provider = () -> {
            throw new StackOverflowError();
        };
        assertThat(call("chat")).isEmpty();
        assertThat(sink.failure).map(Failure::code).contains(ErrorCode.INTERNAL);
        assertThat(calls.running()).isZero();
    }

    @Test
    void workBesideTheLoopThatEndsInAnErrorIsToldAsAFailure() throws Exception {
        CompletableFuture<Failure> told = new CompletableFuture<>();
        loop.run(on -> heavy.run(
                on.context(),
                () -> {
                    throw new StackOverflowError();
                },
                done -> {},
                told::complete));
        assertThat(told.get(10, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.INTERNAL);
    }
}
