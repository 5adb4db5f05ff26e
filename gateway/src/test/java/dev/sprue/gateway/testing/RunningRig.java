package dev.sprue.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gateway before a scripted upstream for all tests of a class, which holds this in a static field with
 * {@code @RegisterExtension}. After each test nothing may be left: no open request, no permit, no defect or secret in the log.
 */
public final class RunningRig implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final IntFunction<Rig> start;
    private final ScriptedUpstream.Script script;
    private @Nullable ScriptedUpstream upstream;
    private @Nullable Rig rig;

    private RunningRig(IntFunction<Rig> start, ScriptedUpstream.Script script) {
        this.start = start;
        this.script = script;
    }

    /** One whose upstream answers so until a test says otherwise. */
    public static RunningRig before(ScriptedUpstream.Script script) {
        return before(script, Rig.Bounds.WIDE);
    }

    /** The same with other bounds. */
    public static RunningRig before(ScriptedUpstream.Script script, Rig.Bounds bounds) {
        return of(port -> Rig.before(port, bounds), script);
    }

    /** One that is started like this with the upstream's port. */
    public static RunningRig of(IntFunction<Rig> start, ScriptedUpstream.Script script) {
        return new RunningRig(start, script);
    }

    /** The upstream. */
    public ScriptedUpstream upstream() {
        return Objects.requireNonNull(upstream);
    }

    /** The gateway. */
    public Rig rig() {
        return Objects.requireNonNull(rig);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ScriptedUpstream started = new ScriptedUpstream().script(script);
        upstream = started;
        rig = start.apply(started.port());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        rig().idle();
        assertThat(rig().settled()).hasSize(rig().admitted());
        assertThat(rig().records()).hasSize(rig().admitted());
        assertThat(rig().defects()).isEmpty();
        assertThat(rig().leaks()).isEmpty();
        upstream().script(script).forget();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        rig().close();
        upstream().close();
    }
}
