package dev.sprue.engine.worker;

import java.io.PrintStream;
import java.time.Instant;

/** Writes the worker's log: one line an entry, to standard error. No prompts, answers or secrets are given to it. */
final class Log {
    private final PrintStream out;

    Log(PrintStream out) {
        this.out = out;
    }

    void info(String message) {
        out.println(Instant.now() + " INFO " + oneLine(message));
    }

    void error(String message, Throwable cause) {
        StringBuilder line = new StringBuilder(message);
        for (Throwable at = cause; at != null; at = at.getCause()) {
            line.append(": ").append(at);
        }
        StackTraceElement[] trace = cause.getStackTrace();
        if (trace.length > 0) {
            line.append(" at ").append(trace[0]);
        }
        out.println(Instant.now() + " ERROR " + oneLine(line.toString()));
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\r', ' ');
    }
}
