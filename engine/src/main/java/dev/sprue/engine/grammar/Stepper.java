package dev.sprue.engine.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves through a network: from all frames of a position, by one byte, to all frames of the next. Not thread-safe.
 *
 * <p>A position keeps a bounded number of frames, and fewer once a grammar has cost much work (which takes one made for
 * it). Leaving frames out is safe: from each of the others there is a way to the end, so only choices are lost.
 */
final class Stepper {
    private static final int NO_PARENT = -1;
    private static final int MAX_FRAMES = 1_024;
    private static final int FEW_FRAMES = 16;
    /** Frames visited, from which on positions keep few: about half a second. */
    private static final long MUCH_WORK = 8_000_000;

    private final Network network;
    private final Map<FrameKey, Frame> frames = new HashMap<>();
    private final Map<PositionKey, Position> positions = new HashMap<>();
    private final int maxPositions;
    // of the step under way
    private final Set<Frame> seen = new HashSet<>();
    private final Deque<Frame> work = new ArrayDeque<>();
    private final List<Frame> reading = new ArrayList<>();
    private boolean complete;

    private record FrameKey(int state, int need, int room, int parent) {}

    private record PositionKey(List<Frame> frames, boolean complete) {}

    private long visits;

    /**
     * Creates a stepper.
     *
     * @param maxPositions how many positions are kept; further ones are made anew each time
     * @param visits frames that earlier steppers of the same grammar visited
     */
    Stepper(Network network, int maxPositions, long visits) {
        this.network = network;
        this.visits = visits;
        this.maxPositions = maxPositions;
    }

    boolean isFull() {
        return positions.size() >= maxPositions;
    }

    long visits() {
        return visits;
    }

    Position start() {
        int rule = network.start();
        enter(rule, 0, 0, network.nesting(rule), null);
        return settle();
    }

    Position step(Position from, int value) {
        Position known = from.next(value);
        if (known != null) {
            return known;
        }
        visits += from.frames.size();
        for (Frame frame : from.frames) {
            int[] reads = network.reads(frame.state());
            for (int i = 0; i < reads.length; i += 3) {
                if (reads[i] <= value && value <= reads[i + 1]) {
                    enter(reads[i + 2], frame.need(), frame.room(), frame.depth(), frame.parent());
                }
            }
        }
        Position position = settle();
        if (!isFull()) {
            from.next(value, position);
        }
        return position;
    }

    /** Returns the position in which no counter is larger than {@code limit}: they are alike for so many bytes. */
    Position clamped(Position position, int limit) {
        boolean same = true;
        List<Frame> clamped = new ArrayList<>(position.frames.size());
        for (Frame frame : position.frames) {
            Frame small = clamped(frame, limit);
            same &= small == frame;
            clamped.add(small);
        }
        return same ? position : intern(clamped, position.complete);
    }

    private Frame clamped(Frame frame, int limit) {
        Frame parent = frame.parent() == null ? null : clamped(frame.parent(), limit);
        int need = Math.min(frame.need(), limit);
        int room = frame.room() == NetworkBuilder.UNBOUNDED ? frame.room() : Math.min(frame.room(), limit);
        return parent == frame.parent() && need == frame.need() && room == frame.room()
                ? frame
                : frame(frame.state(), need, room, frame.depth(), parent);
    }

    /** Returns this stepper's own copy of a position that another stepper of the same network made. */
    Position adopt(Position position) {
        return intern(position.frames.stream().map(this::adopt).toList(), position.complete);
    }

    private Frame adopt(Frame frame) {
        Frame parent = frame.parent() == null ? null : adopt(frame.parent());
        return frame(frame.state(), frame.need(), frame.room(), frame.depth(), parent);
    }

    private void enter(int state, int need, int room, int depth, @Nullable Frame parent) {
        if (network.fits(state, depth)) {
            Frame frame = frame(state, need, room, depth, parent);
            if (seen.add(frame)) {
                work.add(frame);
            }
        }
    }

    private Frame frame(int state, int need, int room, int depth, @Nullable Frame parent) {
        FrameKey key = new FrameKey(state, need, room, parent == null ? NO_PARENT : parent.id());
        Frame known = frames.get(key);
        if (known == null) {
            known = new Frame(frames.size(), state, need, room, depth, parent);
            frames.put(key, known);
        }
        return known;
    }

    /** Follows everything that reads nothing. */
    private Position settle() {
        int most = visits < MUCH_WORK ? MAX_FRAMES : FEW_FRAMES;
        for (Frame frame = work.poll(); frame != null && reading.size() < most; frame = work.poll()) {
            visits++;
            int state = frame.state();
            if (network.reads(state).length > 0) {
                reading.add(frame);
            }
            move(frame);
            call(frame);
            if (network.ends(state)) {
                Frame caller = frame.parent();
                if (caller == null) {
                    complete = true;
                } else {
                    enter(caller.state(), caller.need(), caller.room(), caller.depth(), caller.parent());
                }
            }
        }
        Position position = intern(reading, complete);
        work.clear();
        seen.clear();
        reading.clear();
        complete = false;
        return position;
    }

    private void move(Frame frame) {
        int[] moves = network.moves(frame.state());
        for (int i = 0; i < moves.length; i += 4) {
            int to = moves[i + 1];
            switch (moves[i]) {
                case Network.BEGIN -> enter(to, moves[i + 2], moves[i + 3], frame.depth(), frame.parent());
                case Network.ENTER -> {
                    if (frame.room() > 0) {
                        int room = frame.room() == NetworkBuilder.UNBOUNDED ? frame.room() : frame.room() - 1;
                        enter(to, Math.max(0, frame.need() - 1), room, frame.depth(), frame.parent());
                    }
                }
                case Network.LEAVE -> {
                    if (frame.need() == 0) {
                        enter(to, 0, 0, frame.depth(), frame.parent());
                    }
                }
                default -> enter(to, frame.need(), frame.room(), frame.depth(), frame.parent());
            }
        }
    }

    private void call(Frame frame) {
        int[] calls = network.calls(frame.state());
        for (int i = 0; i < calls.length; i += 2) {
            int rule = calls[i];
            int depth = frame.depth() + network.nesting(rule);
            if (network.fits(calls[i + 1], frame.depth()) && network.fits(rule, depth)) {
                enter(
                        rule,
                        0,
                        0,
                        depth,
                        frame(calls[i + 1], frame.need(), frame.room(), frame.depth(), frame.parent()));
            }
        }
    }

    private Position intern(List<Frame> unordered, boolean isComplete) {
        List<Frame> ordered = unordered.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Frame::id))
                .toList();
        PositionKey key = new PositionKey(ordered, isComplete);
        Position known = positions.get(key);
        if (known == null) {
            known = new Position(ordered, isComplete);
            if (!isFull()) {
                positions.put(key, known);
            }
        }
        return known;
    }
}
