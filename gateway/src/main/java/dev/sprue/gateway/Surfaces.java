package dev.sprue.gateway;

import dev.sprue.gateway.api.anthropic.AnthropicSurface;
import dev.sprue.gateway.api.cohere.CohereSurface;
import dev.sprue.gateway.api.gemini.GeminiSurface;
import dev.sprue.gateway.api.inference.InferenceSurface;
import dev.sprue.gateway.api.management.AccountRoutes;
import dev.sprue.gateway.api.management.Accounts;
import dev.sprue.gateway.api.management.ArmRoute;
import dev.sprue.gateway.api.management.DeploymentRoutes;
import dev.sprue.gateway.api.management.ManagementSurface;
import dev.sprue.gateway.api.management.ModelRoutes;
import dev.sprue.gateway.api.management.Offers;
import dev.sprue.gateway.api.management.OperationRoutes;
import dev.sprue.gateway.api.management.SubscriptionRoutes;
import dev.sprue.gateway.api.openai.OpenAiSurface;
import dev.sprue.gateway.config.Limits;
import dev.sprue.gateway.config.Listen;
import dev.sprue.gateway.control.Change;
import dev.sprue.gateway.http.BodyReader;
import dev.sprue.gateway.http.HeavyWork;
import dev.sprue.gateway.http.Surface;
import dev.sprue.gateway.http.Workbench;
import dev.sprue.gateway.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The wire APIs of this service.
 *
 * @param all in the order in which they are asked whose a path is
 * @param fallback renders failures on paths that are nobody's
 */
record Surfaces(List<Surface> all, Surface fallback) {

    /** Those of inference, and the management API. */
    static Surfaces of(Pipeline pipeline, Limits limits, Path dataDir, HeavyWork heavy, ManagementSurface management) {
        BodyReader bodies = new BodyReader(limits.maxBodyMb(), limits.bodyTimeoutMs(), dataDir, heavy);
        int depth = limits.maxJsonDepth();
        int inputs = limits.maxEmbeddingInputs();
        InferenceSurface inference = new InferenceSurface(pipeline, bodies, depth, inputs);
        return new Surfaces(
                List.of(
                        inference,
                        new OpenAiSurface(pipeline, bodies, depth, inputs),
                        new CohereSurface(pipeline, bodies, depth),
                        new AnthropicSurface(pipeline, bodies, depth),
                        new GeminiSurface(pipeline, bodies, depth, inputs),
                        management),
                inference);
    }

    /**
     * The management API.
     *
     * @param listen where the service listens
     * @param settle waits until calls run on a change
     */
    static ManagementSurface management(
            ControlParts control,
            Supplier<Listen> listen,
            Consumer<Change> settle,
            Limits limits,
            Path dataDir,
            HeavyWork heavy,
            Workbench workbench) {
        Accounts accounts = new Accounts(control.plane());
        Offers offers = new Offers(control.plane()::offers);
        List<ArmRoute> routes = Stream.of(
                        new SubscriptionRoutes(accounts).routes(),
                        new AccountRoutes(accounts, control.keys(), listen, settle).routes(),
                        new DeploymentRoutes(control.plane(), accounts, offers, settle).routes(),
                        new ModelRoutes(accounts, offers).routes(),
                        control.rai(accounts, settle).routes(),
                        new OperationRoutes(accounts, control.operations()).routes())
                .flatMap(List::stream)
                .toList();
        return new ManagementSurface(
                routes,
                control::admits,
                new BodyReader(ManagementSurface.MAX_BODY_MB, limits.bodyTimeoutMs(), dataDir, heavy),
                workbench);
    }
}
