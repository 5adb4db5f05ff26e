package dev.sprue.gateway.providers;

import dev.sprue.gateway.inference.Flight;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that cannot be made yet, since something has to come first, and then the call itself. Lives on the call's event
 * loop.
 */
public final class LaterFlight implements Flight {

    private @Nullable Flight flight;
    private boolean paused;
    private boolean cancelled;

    /** Makes the call now, unless it has been given up. */
    public void begin(Supplier<Flight> call) {
        if (!cancelled) {
            Flight started = call.get();
            flight = started;
            if (paused) {
                started.pause();
            }
        }
    }

    /** Whether the call has been given up, so that nobody wants to hear of it any more. */
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void pause() {
        paused = true;
        if (flight != null) {
            flight.pause();
        }
    }

    @Override
    public void resume() {
        paused = false;
        if (flight != null) {
            flight.resume();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (flight != null) {
            flight.cancel();
        }
    }
}
