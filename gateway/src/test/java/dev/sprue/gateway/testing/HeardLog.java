package dev.sprue.gateway.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class of the product has logged since this was made, whatever the level of others is. */
public final class HeardLog implements AutoCloseable {

    /** Loggers that nobody holds are forgotten, and their handlers with them. */
    private final Logger logger;

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord told) {
            messages.add(told.getLevel() + " " + told.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Listens to what a class logs. */
    public HeardLog(String className) {
        logger = Logger.getLogger(className);
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
    }

    /** What was logged and has a text in it, oldest first, each with its level before it. */
    public List<String> with(String text) {
        return messages.stream().filter(one -> one.contains(text)).toList();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setLevel(null);
    }
}
