package dev.sprue.gateway.log;

import dev.sprue.gateway.config.LogConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Sends everything that is logged through one {@link LineWriter}: the product's own events, those of its libraries, and
 * the access log.
 */
public final class Logs implements AutoCloseable {

    private final LineWriter writer;
    private final LogFormat format;
    private final boolean access;

    /** Takes over the JVM's root logger. */
    public Logs(LogConfig config, LineWriter writer) {
        this.writer = writer;
        this.format = new LogFormat(config.format());
        this.access = config.access();
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.setLevel(libraryLevel(config.level()));
        Logger.getLogger("dev.sprue").setLevel(ownLevel(config.level()));
        root.addHandler(new ToWriter());
    }

    /** Whether there is an access log. */
    public boolean wantsAccess() {
        return access;
    }

    /** Writes one line of the access log, if it is wanted; only then are its facts asked for. */
    public void access(Supplier<Map<String, Object>> facts) {
        if (access) {
            writer.write(format.line(Instant.now(), "info", "access", facts.get()));
        }
    }

    @Override
    public void close() {
        writer.close();
    }

    private static Level ownLevel(LogConfig.Level level) {
        return switch (level) {
            case debug -> Level.FINE;
            case info -> Level.INFO;
            case warn -> Level.WARNING;
            case error -> Level.SEVERE;
        };
    }

    private static Level libraryLevel(LogConfig.Level level) {
        return level == LogConfig.Level.error ? Level.SEVERE : Level.WARNING;
    }

    private static String word(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "error";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "warn";
        }
        return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
    }

    private final class ToWriter extends Handler {

        private final java.util.logging.Formatter messages = new java.util.logging.SimpleFormatter();

        @Override
        public void publish(LogRecord event) {
            String message = messages.formatMessage(event);
            Map<String, Object> facts = Map.of();
            Throwable thrown = event.getThrown();
            if (thrown != null) {
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                facts = Map.of("trace", trace.toString());
            }
            writer.write(format.line(event.getInstant(), word(event.getLevel()), message, facts));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
