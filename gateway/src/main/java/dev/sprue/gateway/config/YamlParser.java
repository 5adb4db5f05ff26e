package dev.sprue.gateway.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Turns YAML 1.2 text into a {@link Yaml} tree.
 *
 * <p>Built on the parser's events rather than on its node graph, so that size, depth and the growth that aliases cause
 * are bounded before anything is built, and so that no value is guessed to be a number or a date.
 */
final class YamlParser {

    static final int MAX_CHARS = 1 << 20;
    static final int MAX_DEPTH = 32;
    static final int MAX_NODES = 100_000;

    private final Environment environment;
    private final Problems problems;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int nodes;

    /** What an anchor stands for, with the number of nodes in it. */
    private record Anchored(Yaml node, int size) {}

    /** Ends the reading of a document that cannot be read on. */
    private static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final transient Optional<Mark> mark;

        Unreadable(String message, Optional<Mark> mark) {
            super(message, null, false, false);
            this.mark = mark;
        }
    }

    YamlParser(Environment environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** Parses one document; an empty one gives an empty mapping, and one that cannot be read gives a problem and nothing. */
    Optional<Yaml> parse(String text) {
        if (text.length() > MAX_CHARS) {
            problems.error(0, 0, "", "the file is larger than " + MAX_CHARS + " characters");
            return Optional.empty();
        }
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(true)
                .setCodePointLimit(MAX_CHARS)
                .build();
        try {
            return Optional.of(document(new Parse(settings).parseString(text).iterator()));
        } catch (Unreadable e) {
            problems.error(line(e.mark), column(e.mark), "", String.valueOf(e.getMessage()));
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
            problems.error(line(mark), column(mark), "", "this is not YAML: " + e.getProblem() + context);
        } catch (YamlEngineException e) {
            problems.error(0, 0, "", "this is not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private Yaml document(Iterator<Event> events) {
        Yaml root = new Yaml.Mapping(List.of(), 0, 0);
        boolean found = false;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent) {
                if (found) {
                    throw new Unreadable("the file holds more than one document; keep one", event.getStartMark());
                }
                found = true;
                root = node(event, events, 0);
            }
        }
        return root;
    }

    private Yaml node(Event event, Iterator<Event> events, int depth) {
        if (depth > MAX_DEPTH) {
            throw new Unreadable("this is nested more than " + MAX_DEPTH + " levels deep", event.getStartMark());
        }
        int before = nodes;
        count(1, event);
        return switch (event) {
            case AliasEvent alias -> resolve(alias);
            case ScalarEvent scalar -> {
                refuseTag(scalar.getTag(), scalar);
                yield anchored(scalar, scalar(scalar), before);
            }
            case SequenceStartEvent start -> anchored(start, sequence(start, events, depth), before);
            case MappingStartEvent start -> anchored(start, mapping(start, events, depth), before);
            default -> throw new Unreadable("this cannot stand here", event.getStartMark());
        };
    }

    private Yaml sequence(CollectionStartEvent start, Iterator<Event> events, int depth) {
        refuseTag(start.getTag(), start);
        List<Yaml> items = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            items.add(node(next, events, depth + 1));
        }
        return new Yaml.Sequence(List.copyOf(items), line(start.getStartMark()), column(start.getStartMark()));
    }

    private Yaml mapping(CollectionStartEvent start, Iterator<Event> events, int depth) {
        refuseTag(start.getTag(), start);
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            if (!(next instanceof ScalarEvent keyEvent)) {
                throw new Unreadable("a key must be a single word", next.getStartMark());
            }
            count(1, keyEvent);
            // a key is a word of the schema: it is never looked up in the environment
            Yaml.Scalar key = new Yaml.Scalar(
                    keyEvent.getValue(),
                    keyEvent.getValue(),
                    keyEvent.isPlain(),
                    line(next.getStartMark()),
                    column(next.getStartMark()));
            Yaml value = node(events.next(), events, depth + 1);
            Yaml.Entry earlier = entries.putIfAbsent(key.text(), new Yaml.Entry(key, value));
            if (earlier != null) {
                problems.error(
                        key.line(),
                        key.column(),
                        key.text(),
                        "the key '" + key.text() + "' stands here twice, first on line "
                                + earlier.key().line());
            }
        }
        return new Yaml.Mapping(
                List.copyOf(entries.values()), line(start.getStartMark()), column(start.getStartMark()));
    }

    private Yaml scalar(ScalarEvent event) {
        int line = line(event.getStartMark());
        int column = column(event.getStartMark());
        String source = event.getValue();
        String text = environment.resolve(source, message -> problems.error(line, column, "", message));
        return new Yaml.Scalar(text, source, event.isPlain() && text.equals(source), line, column);
    }

    private Yaml resolve(AliasEvent alias) {
        Anchored target = anchors.get(alias.getAlias());
        if (target == null) {
            throw new Unreadable(
                    "this names an anchor that does not stand before it; a text that begins with * needs quotes",
                    alias.getStartMark());
        }
        count(target.size(), alias);
        return target.node();
    }

    private Yaml anchored(NodeEvent event, Yaml node, int nodesBefore) {
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(node, nodes - nodesBefore)));
        return node;
    }

    private void count(int more, Event event) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw new Unreadable("the file holds more than " + MAX_NODES + " values", event.getStartMark());
        }
    }

    private static void refuseTag(Optional<String> tag, Event event) {
        if (tag.isPresent()
                && !tag.get().startsWith("tag:yaml.org,2002:")
                && !tag.get().equals("!")) {
            throw new Unreadable(
                    "tags have no meaning here; a text that begins with ! needs quotes", event.getStartMark());
        }
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(m -> m.getLine() + 1).orElse(0);
    }

    private static int column(Optional<Mark> mark) {
        return mark.map(m -> m.getColumn() + 1).orElse(0);
    }
}
